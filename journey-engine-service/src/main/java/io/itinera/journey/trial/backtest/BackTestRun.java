package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Insight;
import io.itinera.journey.engine.LearnedModels;
import io.itinera.journey.inputs.InputSerde;
import io.itinera.journey.topology.LiveCatalog;
import io.itinera.journey.trial.delivery.Rules;
import io.itinera.journey.trial.log.RecordedTopics;
import io.itinera.journey.trial.log.TimeReading;
import io.itinera.journey.trial.membership.Memberships;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** One back-test from beginning to end: replay, then compare with what really happened. Sends nothing, commits nothing. */
final class BackTestRun {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);
    private static final JsonSerde<LearningModel> MODEL = JsonSerde.of(LearningModel.class);
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);
    /** Within a partition, receive times are not quite in order. */
    private static final Duration DISORDER = Duration.ofMinutes(10);
    /** Transitions carry logical time: an engine that lagged wrote them later. */
    private static final Duration LATE = Duration.ofHours(6);

    private static final int REPORT_EVERY = 2_000;

    private final RecordedTopics topics;
    private final Tested tested;
    private final Rules rules;
    private final Progress progress;
    /** Until it is known what was published, it may be open from when on it is replayed. */
    private Period period;

    private long read;
    private long unreadable;

    /** Hears how far a run has come. */
    interface Progress {
        /**
         * @param records replayed so far
         * @param total to replay, as far as is known
         * @throws StoppedException to end the run
         */
        void at(long records, long total);
    }

    /** The run is to end. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped", null, false, false);
        }
    }

    BackTestRun(RecordedTopics topics, Tested tested, Period period, Rules rules, Progress progress) {
        this.topics = topics;
        this.tested = tested;
        this.period = period;
        this.rules = rules;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param shelf an empty one
     * @throws StoppedException when the progress said so
     * @throws org.apache.kafka.common.KafkaException when the record cannot be read
     */
    BackTestReport run(Shelf shelf) {
        long started = System.nanoTime();
        Collection<PublishedJourney> published = published();
        Instant needed = tested.needed(period.from(), published);
        period = period.readingFrom(needed);
        List<Unrecorded> unrecorded = Unrecorded.of(tested, published, period.readFrom());
        Catalog catalog = tested.catalog(published).knowing(learned(published, shelf));
        Replay replay;
        boolean cutOff;
        try (TimeReading reading = topics.between(
                List.of(Topics.ACTIVITY, Topics.JOURNEY_INPUTS), period.readFrom(), period.to(), DISORDER)) {
            cutOff = reading.cutOff();
            replay = new Replay(
                    catalog,
                    tested.journey(),
                    period,
                    shelf,
                    members(unrecorded, cutOff, shelf),
                    new Deliveries(rules, tested.journey(), period, shelf));
            replay(replay, reading);
        }
        replay.finish();
        boolean known = !cutOff && !period.readFrom().isAfter(needed);
        Reality reality = new Reality(tested.journey(), shelf);
        compare(reality);
        return new BackTestReport(
                period.readFrom(),
                known,
                read,
                unreadable + replay.failed(),
                replay.profiles(),
                replay.tally().counts(),
                reality.counts(),
                reality.comparison(replay.tally().transitions()),
                Beside.of(shelf),
                replay.consent(),
                replay.delivery(),
                replay.people(),
                tested.notes(unrecorded, known, rules, period.sample()),
                (System.nanoTime() - started) / 1e9);
    }

    private Members members(List<Unrecorded> unrecorded, boolean cutOff, Shelf shelf) {
        boolean fromBirth = !cutOff && !period.readFrom().isAfter(Instant.EPOCH);
        Memberships memberships =
                new Memberships(unrecorded.stream().map(Unrecorded::told).toList());
        return new Members(memberships, fromBirth, shelf);
    }

    /** What choices go by: those that the record has by what it says of them, others by the latest models. */
    private Insight learned(Collection<PublishedJourney> published, Shelf shelf) {
        if (!tested.learns(published)) {
            return Insight.NONE;
        }
        LearnedModels latest = LearnedModels.NONE;
        try (TimeReading reading = topics.latest(Topics.LEARNING, Integer.MAX_VALUE)) {
            for (ConsumerRecord<String, byte[]> record = reading.next(); record != null; record = reading.next()) {
                try {
                    latest = record.value() == null ? latest : latest.with(MODEL.read(record.value()));
                } catch (SerializationException e) {
                    unreadable++;
                }
            }
        }
        try (TimeReading reading = topics.between(List.of(Topics.TRANSITIONS), period.readFrom(), period.to(), LATE)) {
            for (ConsumerRecord<String, byte[]> record = reading.next(); record != null; record = reading.next()) {
                if (reading.done() % REPORT_EVERY == 0) {
                    progress.at(0, 0);
                }
                keep(record, shelf);
            }
        }
        return new Recorded(shelf, latest);
    }

    private void keep(ConsumerRecord<String, byte[]> record, Shelf shelf) {
        if (record.key() == null || record.value() == null || !period.samples(record.key())) {
            return;
        }
        try {
            Recorded.keep(TRANSITION.read(record.value()), shelf);
        } catch (SerializationException e) {
            // Told when what happened is compared.
            return;
        }
    }

    private Collection<PublishedJourney> published() {
        Map<String, PublishedJourney> journeys = new LinkedHashMap<>();
        try (TimeReading reading = topics.latest(Topics.JOURNEYS, Integer.MAX_VALUE)) {
            for (ConsumerRecord<String, byte[]> record = reading.next(); record != null; record = reading.next()) {
                if (record.key() != null && record.value() == null) {
                    journeys.remove(record.key());
                } else if (LiveCatalog.flaw(record.key(), record.value()).isEmpty()) {
                    journeys.put(record.key(), JOURNEY.read(record.value()));
                }
            }
        }
        return journeys.values();
    }

    private void replay(Replay replay, TimeReading reading) {
        long total = reading.total();
        for (ConsumerRecord<String, byte[]> record = reading.next(); record != null; record = reading.next()) {
            if (reading.done() % REPORT_EVERY == 0) {
                progress.at(reading.done(), total);
            }
            if (record.key() != null && period.samples(record.key())) {
                read++;
                apply(replay, record);
            }
        }
        progress.at(total, total);
    }

    /** One record, as the engine takes it: what it cannot use it puts away, and so does its replay. */
    private void apply(Replay replay, ConsumerRecord<String, byte[]> record) {
        try {
            if (Topics.ACTIVITY.equals(record.topic())) {
                Activity activity = ACTIVITY.read(record.value());
                if (usable(record.key(), activity)) {
                    replay.happened(activity);
                } else {
                    unreadable++;
                }
                return;
            }
            Input.Delivered input = InputSerde.read(record.value());
            // What merges and hand-overs bring, the replay brings itself.
            if (!(input instanceof Input.MovedIn)) {
                replay.delivered(record.key(), input);
            }
        } catch (SerializationException e) {
            unreadable++;
        }
    }

    private static boolean usable(String profileId, Activity activity) {
        return activity != null
                && activity.id() != null
                && activity.at() != null
                && activity.cause() != null
                && profileId.equals(activity.profileId());
    }

    private void compare(Reality reality) {
        try (TimeReading reading = topics.between(List.of(Topics.TRANSITIONS), period.from(), period.to(), LATE)) {
            for (ConsumerRecord<String, byte[]> record = reading.next(); record != null; record = reading.next()) {
                if (reading.done() % REPORT_EVERY == 0) {
                    progress.at(read, read);
                }
                if (record.key() == null || !period.samples(record.key())) {
                    continue;
                }
                try {
                    Transition transition = TRANSITION.read(record.value());
                    if (transition != null && period.contains(transition.at())) {
                        reality.add(transition);
                    }
                } catch (SerializationException e) {
                    unreadable++;
                }
            }
        }
    }
}
