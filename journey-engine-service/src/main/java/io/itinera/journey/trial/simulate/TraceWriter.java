package io.itinera.journey.trial.simulate;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the ways of a journey's instances out of what a simulation saw. */
final class TraceWriter {

    private final String journey;
    private final Map<String, WayBuilder> ways = new LinkedHashMap<>();
    private final List<Trace.Refusal> refusals = new ArrayList<>();

    private TraceWriter(String journey) {
        this.journey = journey;
    }

    static Trace write(
            String journey, List<Trace.Beat> beats, Map<String, String> arms, Instant until, String stopped) {
        TraceWriter writer = new TraceWriter(journey);
        beats.forEach(writer::read);
        return new Trace(
                journey,
                List.copyOf(beats),
                writer.ways.values().stream().map(WayBuilder::build).toList(),
                List.copyOf(writer.refusals),
                arms,
                until,
                stopped);
    }

    private void read(Trace.Beat beat) {
        beat.transitions().stream()
                .filter(t -> t.journey().journey().equals(journey))
                .forEach(this::read);
        beat.messages().forEach(message -> ways.values().stream()
                .filter(way -> way.asks(message.id()))
                .forEach(way -> way.messages.add(message)));
        if (beat.message() != null) {
            ways.values().forEach(way -> way.became(beat.message(), MessageStatus.of(beat.about())));
        }
    }

    private void read(Transition transition) {
        if (transition.kind() == Transition.Kind.REFUSED) {
            refusals.add(new Trace.Refusal(transition.at(), transition.reason(), transition.detail()));
            return;
        }
        ways.computeIfAbsent(transition.journey().instance(), WayBuilder::new).read(transition);
    }

    /** A way as it grows. */
    private static final class WayBuilder {
        private final String instance;
        private final List<String> path = new ArrayList<>();
        private final List<String> goals = new ArrayList<>();
        private final Map<String, String> arms = new LinkedHashMap<>();
        private final List<Trace.Message> messages = new ArrayList<>();
        private final List<Object> asked = new ArrayList<>();
        private final Map<String, Set<MessageStatus>> became = new LinkedHashMap<>();
        private Instant enteredAt;
        private Instant endedAt;
        private Instant due;
        private String status = "waiting";
        private String reason;

        WayBuilder(String instance) {
            this.instance = instance;
        }

        boolean asks(String message) {
            return asked.contains(message);
        }

        void became(String message, MessageStatus to) {
            messages.stream().filter(m -> m.id().equals(message)).forEach(m -> became.computeIfAbsent(
                            m.step(), _ -> EnumSet.noneOf(MessageStatus.class))
                    .add(to));
        }

        void read(Transition transition) {
            switch (transition.kind()) {
                case ENTERED -> {
                    enteredAt = transition.at();
                    path.add(transition.next());
                }
                case MOVED -> moved(transition);
                case WAITING ->
                    due = transition.detail().get("due") instanceof String time ? Instant.parse(time) : null;
                case GOAL -> goals.add(transition.reason().substring("goal:".length()));
                case EXITED, FAILED -> {
                    status = transition.kind().wire();
                    reason = transition.reason();
                    endedAt = transition.at();
                    due = null;
                }
                case REFUSED -> throw new IllegalStateException("a refusal has no way");
            }
        }

        private void moved(Transition transition) {
            due = null;
            if (transition.next() != null) {
                path.add(transition.next());
            }
            if (transition.detail().get("arm") instanceof String arm) {
                arms.put(transition.journey().step(), arm);
            }
            if (transition.detail().get("message") != null) {
                asked.add(transition.detail().get("message"));
            }
        }

        Trace.Way build() {
            return new Trace.Way(
                    instance,
                    enteredAt,
                    List.copyOf(path),
                    status,
                    path.isEmpty() ? null : path.getLast(),
                    due,
                    reason,
                    endedAt,
                    List.copyOf(goals),
                    Map.copyOf(arms),
                    List.copyOf(messages),
                    became);
        }
    }
}
