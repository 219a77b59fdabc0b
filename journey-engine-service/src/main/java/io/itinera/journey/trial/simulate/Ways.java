package io.itinera.journey.trial.simulate;

import io.itinera.contracts.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The ways of instances, read out of their transitions alone. */
public final class Ways {

    private Ways() {}

    /** The ways of a journey's instances, in the order in which they began. */
    public static List<Trace.Way> of(String journey, List<Transition> transitions) {
        List<Trace.Beat> beats = transitions.stream()
                .map(t -> new Trace.Beat(t.at(), "record", null, null, List.of(t), messages(t), List.of(), List.of()))
                .toList();
        return TraceWriter.write(journey, beats, Map.of(), Instant.EPOCH, null).ways();
    }

    private static List<Trace.Message> messages(Transition transition) {
        Map<String, Object> detail = transition.detail();
        return transition.kind() == Transition.Kind.MOVED && detail.get("message") instanceof String id
                ? List.of(new Trace.Message(
                        id,
                        transition.journey().step(),
                        text(detail.get("channel")),
                        text(detail.get("template")),
                        null,
                        text(detail.get("offer")),
                        transition.at()))
                : List.of();
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
