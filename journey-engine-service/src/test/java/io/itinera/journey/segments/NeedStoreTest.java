package io.itinera.journey.segments;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Conditions;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.definition.SegmentNeed;
import io.itinera.journey.definition.SegmentNeed.Use;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment is kept as long as a version can use it, and no longer. */
@JourneyServiceTest
class NeedStoreTest {

    private static final String ENTRY = "need-entry";
    private static final String INSIDE = "need-inside";
    private static final String GOAL = "need-goal";

    /** Later than now, so that nobody but this test takes what it writes for superseded. */
    private static final Instant FIRST = Instant.now().plus(Duration.ofDays(1));

    private static final Instant SECOND = FIRST.plusSeconds(3600);
    private static final NeedStore.Superseded YET =
            new NeedStore.Superseded(FIRST.plusSeconds(60), FIRST.plusSeconds(60), FIRST.plusSeconds(60));
    private static final NeedStore.Superseded LONG =
            new NeedStore.Superseded(SECOND.plusSeconds(60), SECOND.plusSeconds(60), SECOND.plusSeconds(60));

    @Inject
    NeedStore needs;

    @Inject
    DataSource database;

    @BeforeEach
    void aVersionThatNeedsSegmentsAndANewerOneThatNeedsNone() {
        journey("needing");
        version("needing", 1, FIRST);
        version("needing", 2, SECOND);
        need("needing", 1, ENTRY, Use.ENTRY);
        need("needing", 1, INSIDE, Use.INSIDE);
        need("needing", 1, GOAL, Use.GOAL);
        sql("update segment_need set ready_at = since where segment like 'need-%'");
    }

    @AfterEach
    void asItWas() {
        sql("delete from segment_need where segment like 'need-%'");
        sql("delete from instance where journey = 'needing'");
        sql("delete from journey_version where key in ('needing', 'sharing')");
        sql("delete from journey where key in ('needing', 'sharing')");
    }

    private List<String> unused(NeedStore.Superseded superseded) {
        return needs.unused(superseded, 200).stream()
                .filter(segment -> segment.startsWith("need-"))
                .toList();
    }

    @Test
    void nothingIsGivenBackBeforeTheNewerVersionIsUsedForLongEnough() {
        assertThat(unused(YET)).isEmpty();
        assertThat(unused(new NeedStore.Superseded(SECOND.plusSeconds(60), YET.inside(), YET.goals())))
                .containsExactly(ENTRY);
        assertThat(unused(new NeedStore.Superseded(YET.entry(), SECOND.plusSeconds(60), YET.goals())))
                .containsExactly(INSIDE);
        assertThat(unused(LONG)).containsExactly(ENTRY, GOAL, INSIDE);
    }

    @Test
    void whatLeadsThoseInsideOnStaysAsLongAsSomebodyIsInside() {
        sql("insert into instance (id, profile_id, journey, version, step, status, entered_at, updated_at, sequence)"
                + " values ('need-instance', 'p', 'needing', 1, 'look', 'waiting', now(), now(), 1)");
        assertThat(unused(LONG)).containsExactly(ENTRY);

        sql("update instance set version = 2 where id = 'need-instance'");
        assertThat(unused(LONG)).containsExactly(ENTRY, GOAL, INSIDE);

        sql("update instance set version = 1, ended_at = now() where id = 'need-instance'");
        assertThat(unused(LONG)).containsExactly(ENTRY, GOAL, INSIDE);
    }

    @Test
    void aVersionIsNotSupersededByOneThatIsOnItsWay() {
        need("needing", 2, "need-more", Use.ENTRY);
        assertThat(unused(LONG)).isEmpty();

        sql("update segment_need set ready_at = since where segment = 'need-more'");
        assertThat(unused(LONG)).containsExactly(ENTRY, GOAL, INSIDE);
    }

    @Test
    void whatAnotherJourneyNeedsTooStays() {
        journey("sharing");
        version("sharing", 1, FIRST);
        need("sharing", 1, INSIDE, Use.INSIDE);
        assertThat(unused(LONG)).containsExactly(ENTRY, GOAL);

        sql("update journey set state = 'archived' where key = 'sharing'");
        assertThat(unused(LONG)).containsExactly(ENTRY, GOAL, INSIDE);
    }

    @Test
    void whatWasGivenBackIsNotGivenBackAgainAndTheVersionStaysReady() {
        Instant ready = readyAt(1);
        needs.forget(ENTRY, LONG, SECOND.plusSeconds(60));

        assertThat(unused(LONG)).containsExactly(GOAL, INSIDE);
        assertThat(readyAt(1)).isEqualTo(ready);
    }

    @Test
    void aVersionThatCameToNeedItWhileItWasGivenBackAsksForItAnew() {
        need("needing", 2, ENTRY, Use.ENTRY);
        sql("update segment_need set ready_at = since where version = 2 and segment = '" + ENTRY + "'");
        needs.forget(ENTRY, LONG, SECOND.plusSeconds(60));

        assertThat(needs.open("needing")).singleElement().satisfies(need -> {
            assertThat(need.version()).isEqualTo(2);
            assertThat(need.segment()).isEqualTo(ENTRY);
        });
    }

    private Instant readyAt(int version) {
        return needs.readiness("needing").stream()
                .filter(readiness -> readiness.version() == version)
                .findFirst()
                .orElseThrow()
                .readyAt();
    }

    private void journey(String key) {
        sql("insert into journey (key, name, state, draft, revision, edited_by, created_at, updated_at) values ('" + key
                + "', '" + key + "', 'live', '{}', 1, 'test', now(), now())");
    }

    private void version(String key, int version, Instant at) {
        sql(
                "insert into journey_version (key, version, definition, published_at, published_by) values ('" + key
                        + "', " + version + ", '{}', ?, 'test')",
                at);
    }

    private void need(String journey, int version, String segment, Use use) {
        SegmentNeed need = new SegmentNeed(segment, Conditions.parse(Map.of("event", "A"), ""), null, use);
        QuarkusTransaction.requiringNew().run(() -> needs.add(journey, version, List.of(need), FIRST));
    }

    private void sql(String statement, Instant... times) {
        try (Connection connection = database.getConnection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            for (int i = 0; i < times.length; i++) {
                change.setTimestamp(i + 1, Timestamp.from(times[i]));
            }
            change.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
