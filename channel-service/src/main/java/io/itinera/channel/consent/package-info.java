/** Asks consent-service, in bulk: no yes, no message. */
package io.itinera.channel.consent;
