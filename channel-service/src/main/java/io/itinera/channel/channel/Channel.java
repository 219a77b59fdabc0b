package io.itinera.channel.channel;

import io.itinera.channel.template.ChannelRules;
import io.itinera.channel.template.MessageTemplate;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** One way to reach somebody. A new channel is one new bean of this type. */
public interface Channel extends ChannelRules {

    /** Where a message from this template to a profile with these traits goes, or why it can go nowhere. */
    Destination destination(Map<String, Object> traits, MessageTemplate template);

    /**
     * Most messages to hand over at the same time. What waits for a connection of ours has not been sent, but its time runs: this
     * many must get their turn well within a provider's timeout.
     */
    int capacity();

    /**
     * Calls the provider, without blocking. Completes exactly once, with an answer, never with an exception and never later than
     * the provider's timeout.
     */
    CompletionStage<Answer> deliver(Outgoing message);

    /**
     * What the provider would be handed beside the parts that the template names, as text, for messages that are kept and not sent; null
     * where there is nothing else.
     *
     * @throws IllegalArgumentException when what the template makes cannot be handed over
     */
    default String payload(Outgoing message) {
        return null;
    }

    /** Where a message goes. */
    sealed interface Destination {
        /**
         * It can be tried.
         *
         * @param address provider's address of the customer or of the endpoint
         * @param personal true when the address is the customer's, so that the suppression list knows it
         */
        record To(String address, boolean personal) implements Destination {}

        /**
         * There is nowhere to send it.
         *
         * @param reason machine-readable word why
         */
        record Nowhere(String reason) implements Destination {}
    }
}
