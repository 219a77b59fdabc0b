package io.itinera.profile.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a profile did, as of some time. */
@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))
class CountsTest {

    private static final Instant THEN = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
    private static final String MERGED = "{\"kind\": \"mergedAway\"}";

    @Inject
    Counts counts;

    @Inject
    DataSource database;

    private final UUID id = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    private static Counts.Question views(String within, Instant at) {
        EventCount asked = (EventCount) Conditions.parse(Map.of("event", "Viewed", "count", 3, "within", within), "");
        return new Counts.Question(asked, at, ZoneOffset.UTC);
    }

    private Counts.Tally count(UUID profile, String within, Instant at) {
        return counts.of(profile, List.of(views(within, at))).getFirst();
    }

    @Test
    void whatAMergedProfileDidCountsFromTheMergeOn() {
        profile(id, null, THEN);
        profile(other, id, THEN);
        did(other, THEN, viewed(THEN));
        did(id, THEN.plusSeconds(60), viewed(THEN.plusSeconds(60)));
        did(other, THEN.plusSeconds(120), MERGED);

        assertThat(count(id, "P7D", THEN.plusSeconds(61)).count()).isEqualTo(1);
        assertThat(count(other, "P7D", THEN.plusSeconds(61)).count()).isEqualTo(1);
        assertThat(count(id, "P7D", THEN.plusSeconds(120))).isEqualTo(new Counts.Tally(2, THEN.plusSeconds(60), false));
    }

    @Test
    void anEventCountsByItsOwnTimeOnceItHasComeIn() {
        profile(id, null, THEN);
        Instant late = THEN.minus(Duration.ofDays(10));
        did(id, THEN, viewed(late));

        assertThat(count(id, "P7D", THEN.plusSeconds(1))).isEqualTo(new Counts.Tally(0, late, false));
        assertThat(count(id, "P11D", THEN.plusSeconds(1))).isEqualTo(new Counts.Tally(1, late, false));
        assertThat(count(id, "P11D", THEN.minusSeconds(1))).isEqualTo(new Counts.Tally(0, null, false));
    }

    @Test
    void whatLiesBeforeTheTimelineMayBeMore() {
        profile(id, null, THEN.minus(Duration.ofDays(400)));
        did(id, THEN, viewed(THEN));

        assertThat(count(id, "P7D", THEN)).isEqualTo(new Counts.Tally(1, THEN, false));
        assertThat(count(id, "P300D", THEN)).isEqualTo(new Counts.Tally(1, THEN, true));
    }

    private static String viewed(Instant at) {
        return "{\"kind\": \"tracked\", \"type\": \"track\", \"name\": \"Viewed\", \"occurredAt\": \"" + at + "\"}";
    }

    private void profile(UUID profile, UUID into, Instant firstSeen) {
        sql(
                "insert into profile (id, identifiers, traits, computed, event_counts, first_seen, merged_into)"
                        + " values (?, '{}', '{}', '{}', '{}', ?, ?)",
                profile,
                firstSeen.atOffset(ZoneOffset.UTC),
                into);
    }

    private void did(UUID profile, Instant at, String cause) {
        sql(
                "insert into timeline (profile_id, at, id, cause) values (?, ?, ?, cast(? as json))",
                profile,
                at.atOffset(ZoneOffset.UTC),
                UUID.randomUUID().toString(),
                cause);
    }

    private void sql(String statement, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            for (int i = 0; i < arguments.length; i++) {
                change.setObject(i + 1, arguments[i]);
            }
            change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
