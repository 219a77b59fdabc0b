/** Frequency caps and quiet hours by API: kept, listed, and known to who sends. What they say about a message is the module policies. */
package io.itinera.channel.policy;
