/** Keys that are derived from the configured secrets. */
package io.itinera.consent.secret;
