/** Consent states on their way to Kafka. */
package io.itinera.consent.publish;
