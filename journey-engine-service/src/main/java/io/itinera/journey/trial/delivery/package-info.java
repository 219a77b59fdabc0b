/** What consent-service and channel-service would make of messages that are not sent: their rules, and nothing of what they keep. */
package io.itinera.journey.trial.delivery;
