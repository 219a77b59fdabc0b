/** Frequency caps and quiet hours: what they are, by API, and what they say about a message. Pure but for the store and the resources. */
package io.itinera.channel.policy;
