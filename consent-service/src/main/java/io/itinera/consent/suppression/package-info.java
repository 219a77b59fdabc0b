/** Addresses that get no message at all. */
package io.itinera.consent.suppression;
