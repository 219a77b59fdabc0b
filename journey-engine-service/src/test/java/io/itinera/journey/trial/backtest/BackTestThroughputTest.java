package io.itinera.journey.trial.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.Topics;
import io.itinera.journey.Fixture;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.trial.delivery.Rules;
import io.itinera.journey.trial.log.RecordedTopics;
import io.itinera.local.backend.KafkaBackEnd;
import io.itinera.local.backend.KafkaLogging;
import io.itinera.local.backend.KafkaTopics;
import io.itinera.local.backend.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast the record is replayed; {@code -Dback-test.events=1000000} for the size that the aim is stated for. */
class BackTestThroughputTest {

    private static final int EVENTS = Integer.getInteger("back-test.events", 20_000);
    private static final Duration AIM_FOR_A_MILLION = Duration.ofMinutes(5);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);

    /** Memberships of everybody are told by the replay, and time changes them. */
    private static final String ABSENT = """
            { key: 'absent', entry: { on: { schedule: { at: '09:00' } }, audience: { not: { event: 'Page Viewed', within: 'PT8H' } } },
              start: 'end', steps: { end: { type: 'exit' } } }""";

    @TempDir
    static Path dir;

    @Test
    void replaysAMillionEventsInLessThanFiveMinutes() {
        new KafkaLogging().quiet();
        KafkaBackEnd kafka = new KafkaBackEnd(dir.resolve("kafka"), Ports.free());
        kafka.start();
        try {
            KafkaTopics.create(kafka.bootstrapServers(), 4);
            Instant start = Instant.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
            fill(kafka.bootstrapServers(), start);
            Period period = new Period(start, start, Instant.now(), 1);
            Tested tested = new Tested("many", 2, Documents.json(Fixture.cart("many", "PT10M")));
            RecordedTopics topics = new RecordedTopics(Map.of("bootstrap.servers", kafka.bootstrapServers()));

            stopsWhereItIsToldTo(topics, tested, period);
            BackTestReport report = measured(topics, tested, period);
            BackTestReport timely = measured(topics, new Tested("absent", 1, Documents.json(ABSENT)), period);

            assertThat(report.records()).isEqualTo(EVENTS);
            assertThat(report.tried().entered()).isEqualTo(EVENTS / 4);
            assertThat(rate(report)).isGreaterThan(1e6 / AIM_FOR_A_MILLION.toSeconds());
            assertThat(timely.records()).isEqualTo(EVENTS);
            // As much is read and written for everybody: a short run on a busy machine says little of it.
            assertThat(rate(timely)).isGreaterThan(EVENTS < 100_000 ? 1 : 1e6 / AIM_FOR_A_MILLION.toSeconds());
        } finally {
            kafka.stop();
        }
    }

    private static BackTestReport measured(RecordedTopics topics, Tested tested, Period period) {
        BackTestReport report;
        try (Shelf shelf = new Shelf(1_000)) {
            report = new BackTestRun(topics, tested, period, Rules.NONE, (records, total) -> {}).run(shelf);
        }
        System.out.printf(
                "back-test of %s events=%d seconds=%.1f rate=%.0f/s entered=%d%n",
                tested.journey(),
                report.records(),
                report.seconds(),
                rate(report),
                report.tried().entered());
        return report;
    }

    private static double rate(BackTestReport report) {
        return report.records() / report.seconds();
    }

    /** The progress goes up to the whole, and what it throws ends the run at once. */
    private static void stopsWhereItIsToldTo(RecordedTopics topics, Tested tested, Period period) {
        List<Long> heard = new ArrayList<>();
        BackTestRun.Progress half = (records, total) -> {
            assertThat(total).isEqualTo(EVENTS);
            heard.add(records);
            if (records >= total / 2) {
                throw new BackTestRun.StoppedException();
            }
        };
        try (Shelf shelf = new Shelf(1_000)) {
            assertThatExceptionOfType(BackTestRun.StoppedException.class)
                    .isThrownBy(() -> new BackTestRun(topics, tested, period, Rules.NONE, half).run(shelf));
        }
        assertThat(heard).isSorted().hasSizeGreaterThan(2);
        assertThat(heard.getLast()).isBetween(EVENTS / 2L, EVENTS / 2L + 2_000);
    }

    /** One of four events enters; each profile has four events, and none of them is near the others. */
    private static void fill(String bootstrapServers, Instant start) {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "compression.type", "lz4"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            PublishedJourney journey = new PublishedJourney(
                    "many",
                    PublishedJourney.State.LIVE,
                    1,
                    List.of(new PublishedJourney.Version(1, Documents.json(Fixture.cart("many", "PT1H")), start)));
            producer.send(new ProducerRecord<>(Topics.JOURNEYS, "many", JOURNEY.write(journey)));
            int profiles = EVENTS / 4;
            for (int i = 0; i < EVENTS; i++) {
                Instant at = start.plusMillis(i * 80L);
                String profile = Fixture.profile("p" + i % profiles);
                String event = i / profiles == 0 ? Fixture.trigger("many") : "Page Viewed";
                producer.send(new ProducerRecord<>(
                        Topics.ACTIVITY,
                        null,
                        at.toEpochMilli(),
                        profile,
                        ACTIVITY.write(Fixture.did(profile, event, at))));
            }
        }
    }
}
