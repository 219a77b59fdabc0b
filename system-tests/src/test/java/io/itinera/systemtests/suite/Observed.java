package io.itinera.systemtests.suite;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.reference.ReferenceLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the topics say of some customers of one journey, and what the reference makes of their activity. */
final class Observed implements TopicTail.Reader {

    /** The topics that it wants to be told of. */
    static final Set<String> TOPICS =
            Set.of(Topics.JOURNEYS, Topics.ACTIVITY, Topics.TRANSITIONS, Topics.SENDS, Topics.MESSAGES);

    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final JsonSerde<SendRequest> SEND = JsonSerde.of(SendRequest.class);
    private static final JsonSerde<MessageOutcome> OUTCOME = JsonSerde.of(MessageOutcome.class);

    private final String name;
    private final Predicate<String> profiles;
    private final List<Activity> activities = new ArrayList<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final List<SendRequest> sends = new ArrayList<>();
    private final List<MessageOutcome> outcomes = new ArrayList<>();
    private PublishedJourney journey;
    private Duration latest = Duration.ZERO;

    /**
     * @param name key of the journey
     * @param profiles the customers' profiles
     */
    Observed(String name, Predicate<String> profiles) {
        this.name = name;
        this.profiles = profiles;
    }

    @Override
    public synchronized void read(ConsumerRecord<String, byte[]> record, Instant seen) {
        if (record.topic().equals(Topics.JOURNEYS)) {
            journey = name.equals(record.key()) ? JOURNEY.read(record.value()) : journey;
        } else if (record.key() != null && profiles.test(record.key())) {
            of(record, seen);
        }
    }

    private void of(ConsumerRecord<String, byte[]> record, Instant seen) {
        switch (record.topic()) {
            case Topics.ACTIVITY -> activities.add(ACTIVITY.read(record.value()));
            case Topics.MESSAGES -> outcomes.add(OUTCOME.read(record.value()));
            case Topics.TRANSITIONS -> {
                Transition transition = TRANSITION.read(record.value());
                transitions.add(transition);
                Duration late = Duration.between(transition.at(), seen);
                latest = late.compareTo(latest) > 0 ? late : latest;
            }
            default -> {
                if (!new String(record.value(), StandardCharsets.UTF_8).contains("\"cancels\"")) {
                    sends.add(SEND.read(record.value()));
                }
            }
        }
    }

    /** What the engine did, by profile, in no order. */
    synchronized Map<String, List<String>> seen() {
        Map<String, List<String>> lines = new TreeMap<>();
        transitions.forEach(t -> add(lines, t.profileId(), ReferenceLog.line(t)));
        sends.forEach(s -> add(lines, s.profileId(), ReferenceLog.line(s)));
        lines.replaceAll((_, all) -> all.stream().sorted().toList());
        return lines;
    }

    /** What the reference does, told the same activity, when it is {@code now}. */
    synchronized Map<String, List<String>> expected(Instant now) {
        ReferenceLog reference = new ReferenceLog(journey);
        activities.forEach(reference::happens);
        reference.time(now);
        return reference.told();
    }

    /** Events of the customers that are in their profiles' lives, such as {@code begun-17}, by kind and number. */
    synchronized List<String> happened() {
        return activities.stream()
                .flatMap(activity ->
                        activity.cause() instanceof Activity.Tracked tracked ? Stream.of(tracked) : Stream.empty())
                .map(tracked -> tracked.type().wire() + " " + tracked.name() + " "
                        + tracked.properties().get("n"))
                .toList();
    }

    /** Messages that were sent, as the customers' lives say: each as often as it is there. */
    synchronized List<String> sentInLives() {
        return activities.stream()
                .flatMap(activity -> activity.cause() instanceof Activity.MessageChanged(MessageOutcome outcome)
                        ? Stream.of(outcome)
                        : Stream.empty())
                .filter(outcome -> outcome.status() == MessageStatus.SENT)
                .map(MessageOutcome::messageId)
                .toList();
    }

    /** Messages that were asked for. */
    synchronized List<SendRequest> sends() {
        return List.copyOf(sends);
    }

    /** What became of messages, as channel-service says. */
    synchronized List<MessageOutcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Ids of all transitions. */
    synchronized List<String> transitions() {
        return transitions.stream().map(Transition::id).toList();
    }

    /** How late the latest step could be seen, after the time at which it had to happen. */
    synchronized Duration latest() {
        return latest;
    }

    private static void add(Map<String, List<String>> lines, String profile, String line) {
        lines.computeIfAbsent(profile, _ -> new ArrayList<>()).add(line);
    }
}
