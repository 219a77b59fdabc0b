/** What became of messages, on its way to the topic {@code messages}: written with the state that it tells of, relayed after. */
package io.itinera.channel.outcome;
