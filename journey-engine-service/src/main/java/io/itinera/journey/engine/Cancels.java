package io.itinera.journey.engine;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendCancel;
import io.itinera.journey.definition.Step;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of the messages of an instance that was ended from outside: by an exit rule, its maximal duration, an archive, another
 * journey, an order or an error. What no provider has yet is cancelled, unless its step keeps it. An instance that comes to an exit
 * step by itself has asked for its messages on the way there, so that they go out.
 */
final class Cancels {

    /** Nothing more can be done about it: it went out, or its last channel did not take it either. */
    private static final Set<MessageStatus> FINAL = EnumSet.complementOf(EnumSet.of(MessageStatus.DEFERRED));

    private Cancels() {}

    /** What to tell channel-service, where there may be such a message. */
    static Optional<SendCancel> of(Traveller traveller) {
        boolean open = traveller.diary().messages().entrySet().stream().anyMatch(message -> open(traveller, message));
        return open
                ? Optional.of(new SendCancel(
                        traveller.id(),
                        traveller.run().profileId(),
                        traveller.ended(),
                        traveller.run().now()))
                : Optional.empty();
    }

    /** Whether something can still be done about a message of which no more is known. */
    static boolean mayBeOpen(Instance.Message message) {
        return message.statuses().stream().noneMatch(FINAL::contains);
    }

    private static boolean open(Traveller traveller, Map.Entry<String, Instance.Message> message) {
        Step step = traveller.journey().steps().get(message.getKey());
        return mayBeOpen(message.getValue()) && (step == null || step.takesBack());
    }
}
