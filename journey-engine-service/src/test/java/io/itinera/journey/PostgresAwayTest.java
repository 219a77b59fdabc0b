package io.itinera.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Topics;
import io.itinera.database.Database;
import io.itinera.local.testing.BackEnds;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service does while PostgreSQL is away, seen on the whole service. */
@JourneyServiceTest
class PostgresAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] POISON = "{\"id\": 1".getBytes(StandardCharsets.UTF_8);
    private static final int CONNECTIONS = 10;

    @Inject
    DataSource source;

    @Inject
    Database database;

    @Inject
    MeterRegistry metrics;

    /** The connections of before are broken, and must be found to be before the next test. */
    @AfterEach
    void postgresIsBack() {
        BackEnds.postgres().start();
        await().atMost(PATIENCE).ignoreExceptions().until(this::allConnectionsWork);
    }

    @Test
    void aTaskThatCannotBeUsedIsPutAwayOnceWhenItsBatchIsTriedAgain() {
        String profile = Fixture.profile("away-task");
        TaskChange opened = new TaskChange(
                "away-task",
                profile,
                new JourneyRef("away", 1, "away-instance", "call"),
                0,
                TaskChange.Kind.OPENED,
                new TaskChange.Content("Call", null, List.of("done"), null, null, null, null),
                List.of(),
                null,
                null,
                Instant.now());

        putsAwayOnce(
                Topics.JOURNEY_TASKS, profile, JsonSerde.of(TaskChange.class).write(opened));

        assertThat(database.list("select id from task where profile_id = ?", row -> row.getString(1), profile))
                .containsExactly("away-task");
    }

    @Test
    void aWordOnPrivacyThatCannotBeUsedIsPutAwayOnceWhenItsBatchIsTriedAgain() {
        String subject = "userId:away-privacy";
        PrivacyRequest request = new PrivacyRequest(
                "away-erasure",
                PrivacyRequest.Kind.ERASURE,
                subject,
                List.of(Fixture.profile("away-privacy")),
                Instant.now());

        putsAwayOnce(Topics.PRIVACY, subject, JsonSerde.of(PrivacyRequest.class).write(request));

        assertThat(database.list("select 1 from erasure where request = ?", row -> row.getInt(1), "away-erasure"))
                .hasSize(1);
    }

    @Test
    void theTimeThatNobodySaysIsCounted() {
        Counter unanswered = metrics.get("itinera_clock_unanswered").counter();
        double before = unanswered.count();

        BackEnds.postgres().stop();

        await().atMost(PATIENCE).until(() -> unanswered.count() > before);
    }

    /** A batch is tried again until PostgreSQL has it; what cannot be used in it is put away once all the same. */
    private static void putsAwayOnce(String topic, String key, byte[] good) {
        try (KafkaProbe letters = new KafkaProbe(Topics.dead(topic))) {
            BackEnds.postgres().stop();
            letters.putTogether(topic, key, List.of(POISON, good), Instant.now());
            // In this time it is tried several times; what belongs to another batch would have its letter already.
            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> letters.of(key).size() <= 1);
            BackEnds.postgres().start();

            // The letter of a later record comes after all letters of an earlier one.
            byte[] later = "later".getBytes(StandardCharsets.UTF_8);
            letters.putTogether(topic, key, List.of(later), Instant.now());
            await().atMost(PATIENCE).until(() -> letters.of(key).stream()
                    .anyMatch(letter -> new String(letter.value(), StandardCharsets.UTF_8).equals("later")));
            assertThat(letters.of(key)).extracting(letter -> letter.value()).containsExactly(POISON, later);
        }
    }

    private boolean allConnectionsWork() throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                held.add(source.getConnection());
            }
            for (Connection connection : held) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select 1");
                }
            }
            return true;
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
    }
}
