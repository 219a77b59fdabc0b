/** Which profile an identifier belongs to, and which profiles have become one. */
package io.itinera.consent.identity;
