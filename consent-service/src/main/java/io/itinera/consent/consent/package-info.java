/** Decisions, what they add up to, and the API that records and shows them. */
package io.itinera.consent.consent;
