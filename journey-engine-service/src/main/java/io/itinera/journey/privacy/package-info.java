/** What people want done with what is kept of them, as far as it is the engine's: erasure of state and of rows, with a receipt. */
package io.itinera.journey.privacy;
