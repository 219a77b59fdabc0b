package io.itinera.systemtests.suite;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Counts what those in a storm do, as it can be seen, and how late the waits of the others end. */
final class StormWatch implements TopicTail.Reader {

    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);
    private static final Pattern KIND = Pattern.compile("\"kind\":\"(\\w+)\"");

    private final StormCrowd crowd;
    private final String storm;
    private final String other;
    private final Map<Transition.Kind, Integer> counts = new EnumMap<>(Transition.Kind.class);
    private final List<Seen> others = new ArrayList<>();
    private PublishedJourney journey;
    private int before;
    private int othersIn;

    /** The end of a wait that was due, and when it could be seen. */
    private record Seen(Instant due, Duration late) {}

    /** How late waits ended: half of them less than {@code p50}, and so on. */
    record Lateness(int waits, Duration p50, Duration p95, Duration max) {
        @Override
        public String toString() {
            return "%d, %d, %d ms (%d waits)".formatted(p50.toMillis(), p95.toMillis(), max.toMillis(), waits);
        }
    }

    /**
     * @param crowd who waits for the moment
     * @param other key of the others' journey
     */
    StormWatch(StormCrowd crowd, String other) {
        this.crowd = crowd;
        this.other = other;
        this.storm = other.substring(0, other.lastIndexOf('-'));
    }

    @Override
    public synchronized void read(ConsumerRecord<String, byte[]> record, Instant seen) {
        if (record.topic().equals(Topics.JOURNEYS) && storm.equals(record.key())) {
            journey = JOURNEY.read(record.value());
        } else if (record.topic().equals(Topics.TRANSITIONS)) {
            transition(record, seen);
        }
    }

    private void transition(ConsumerRecord<String, byte[]> record, Instant seen) {
        // Reading each one whole would take the time that is to be measured.
        String text = new String(record.value(), StandardCharsets.ISO_8859_1);
        Matcher kind = KIND.matcher(text);
        if (!kind.find()) {
            return;
        }
        if (crowd.isOneOfThem(record.key())) {
            counts.merge(Transition.Kind.of(kind.group(1)), 1, Integer::sum);
        } else if (text.contains('"' + other + '"')) {
            Transition step = TRANSITION.read(record.value());
            if (step.kind() == Transition.Kind.ENTERED) {
                othersIn++;
            } else if (step.kind() == Transition.Kind.EXITED) {
                others.add(new Seen(step.at(), Duration.between(step.at(), seen)));
            }
        } else if (kind.group(1).equals("entered") && text.contains('"' + storm + "-before\"")) {
            before++;
        }
    }

    /** Steps of that kind that those in the storm have made. */
    synchronized int count(Transition.Kind kind) {
        return counts.getOrDefault(kind, 0);
    }

    /** How many have come in before. */
    synchronized int before() {
        return before;
    }

    synchronized boolean othersAreThrough() {
        return others.size() == othersIn;
    }

    /** The journey of those in the storm, as the engine was told it. */
    synchronized PublishedJourney journey() {
        return journey;
    }

    /** How late the others' waits ended that were due in that time. */
    synchronized Lateness others(Instant from, Instant to) {
        List<Duration> late = others.stream()
                .filter(seen -> !seen.due.isBefore(from) && seen.due.isBefore(to))
                .map(Seen::late)
                .sorted()
                .toList();
        return new Lateness(late.size(), at(late, 0.5), at(late, 0.95), at(late, 1));
    }

    private static Duration at(List<Duration> sorted, double share) {
        int index = Math.min(sorted.size() - 1, (int) (sorted.size() * share));
        return index < 0 ? Duration.ZERO : sorted.get(index);
    }
}
