package io.itinera.journey.explain;

import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import io.itinera.contracts.MessageOutcome;
import io.itinera.journey.definition.Sentence;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Says in words why a policy of channel-service held a message back. */
final class HeldSentence {

    private HeldSentence() {}

    static String of(MessageOutcome.Held held) {
        String until = held.until() == null
                ? ""
                : "; it is looked at again at " + Sentence.time(held.until(), zone(held.zone()));
        return switch (held.by()) {
            case MessageOutcome.Held.CAP ->
                "the cap “%s” allows %s in %s, and the customer had had %s"
                                .formatted(held.policy(), messages(held.limit()), span(held.window()), held.counted())
                        + until;
            case MessageOutcome.Held.QUIET_HOURS ->
                "it was within the quiet hours “%s”, %s%s"
                                .formatted(
                                        held.policy(), held.window(), held.zone() == null ? "" : " in " + held.zone())
                        + until;
            default -> "the policy “" + held.policy() + "” held it back" + until;
        };
    }

    private static String messages(Integer count) {
        return count != null && count == 1 ? "1 message" : count + " messages";
    }

    private static String span(String window) {
        try {
            return Words.span(Span.parse(window));
        } catch (IllegalArgumentException e) {
            return window;
        }
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
