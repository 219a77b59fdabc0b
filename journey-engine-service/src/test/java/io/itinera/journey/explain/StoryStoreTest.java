package io.itinera.journey.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.journey.JourneyServiceTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What explanations are made of, and what is deleted of it. */
@JourneyServiceTest
class StoryStoreTest {

    /** Long before what other tests write, so that no clean-up of these touches it. */
    private static final Instant LONG_AGO = Instant.parse("2020-03-01T12:00:00Z");

    @Inject
    StoryStore stories;

    @Inject
    ExplainStore explanations;

    @Inject
    DataSource database;

    private static MessageOutcome outcome(String message, Instant at) {
        return new MessageOutcome(
                message,
                "story-profile",
                "email",
                "t",
                "marketing",
                new JourneyRef("stories", 1, "story-" + message, "mail"),
                MessageStatus.SENT,
                at,
                null,
                null,
                "receipt",
                null,
                false);
    }

    @Test
    void whatIsOlderThanItsRetentionIsDeletedInBatches() {
        stories.addOutcomes(IntStream.range(0, 5)
                .mapToObj(i -> outcome("old" + i, LONG_AGO.plusSeconds(i)))
                .toList());
        Instant young = LONG_AGO.plus(Duration.ofDays(1));
        stories.addOutcomes(List.of(outcome("young", young)));

        assertThat(stories.deleteBefore(LONG_AGO.plus(Duration.ofHours(1)), 3)).isEqualTo(3);
        assertThat(explanations.outcomes(List.of("old0", "old2", "old3"), young))
                .extracting(told -> told.about().id())
                .containsExactly("old3");
        assertThat(stories.deleteBefore(LONG_AGO.plus(Duration.ofHours(1)), 3)).isEqualTo(2);
        assertThat(stories.deleteBefore(LONG_AGO.plus(Duration.ofHours(1)), 3)).isZero();
        assertThat(explanations.outcomes(List.of("old4", "young"), young))
                .extracting(told -> told.about().id())
                .containsExactly("young");
    }

    @Test
    void aCharacterThatPostgresqlDoesNotHoldIsReplacedInWhatIsKeptAndInWhatIsAskedFor() {
        Instant then = LONG_AGO.plus(Duration.ofDays(2));
        stories.addOutcomes(List.of(outcome("nul\0message", then)));

        assertThat(explanations.outcomes(List.of("nul\0message"), then))
                .extracting(told -> told.about().id())
                .containsExactly("nul\uFFFDmessage");
    }

    @Test
    void ofALongWayTheEntryAndTheNewestDecisionsStay() throws SQLException {
        way("long-way", 150);
        way("short-way", 40);

        assertThat(stories.shorten(110, 25)).isEqualTo(25);
        assertThat(stories.shorten(110, 25)).isEqualTo(15);
        assertThat(stories.shorten(110, 25)).isZero();

        List<Decision> stay = explanations.decisions(
                List.of("profile-of-long-way"), "stories", LONG_AGO.plus(Duration.ofDays(1)), 1000);
        assertThat(stay.reversed())
                .extracting(Decision::sequence)
                .containsExactlyElementsOf(LongStream.concat(LongStream.of(0), LongStream.rangeClosed(41, 150))
                        .boxed()
                        .toList());
        assertThat(explanations.decisions(
                        List.of("profile-of-short-way"), "stories", LONG_AGO.plus(Duration.ofDays(1)), 1000))
                .hasSize(41);
    }

    @Test
    void anAnswerHasTheNewestDecisionsUpToItsTime() throws SQLException {
        way("bounded-way", 30);

        assertThat(explanations.decisions(List.of("profile-of-bounded-way"), "stories", LONG_AGO.plusSeconds(20), 5))
                .extracting(Decision::sequence)
                .containsExactly(20L, 19L, 18L, 17L, 16L);
    }

    @Test
    void aProfileIsFoundThroughAChainOfMergesInWhateverOrderItIsTold() {
        String first = Identifier.parse("anonymousId:story-1").derivedProfileId();
        String second = Identifier.parse("anonymousId:story-2").derivedProfileId();
        String last = Identifier.parse("userId:story-3").derivedProfileId();
        stories.addLinks(List.of(
                new IdentityLink("anonymousId:story-2", last, LONG_AGO.plusSeconds(2)),
                new IdentityLink("anonymousId:story-1", second, LONG_AGO)));
        stories.addLinks(List.of(new IdentityLink("anonymousId:story-1", second, LONG_AGO)));

        assertThat(explanations.leadsTo(first)).isEqualTo(last);
        assertThat(explanations.leadsTo(last)).isEqualTo(last);
        assertThat(explanations.ledHere(last)).containsExactlyInAnyOrder(first, second, last);
    }

    /** An instance that has taken so many steps after its entry, one a second. */
    private void way(String instance, int steps) throws SQLException {
        run(
                "insert into instance (id, profile_id, journey, version, step, status, entered_at, updated_at, sequence, since, owned)"
                        + " values (?, ?, 'stories', 1, 's', 'waiting', ?, ?, ?, ?, 1)",
                instance,
                "profile-of-" + instance,
                Timestamp.from(LONG_AGO),
                Timestamp.from(LONG_AGO),
                (long) steps,
                Timestamp.from(LONG_AGO));
        for (long n = 0; n <= steps; n++) {
            run(
                    "insert into transition (id, instance, profile_id, journey, version, step, kind, reason, at, sequence)"
                            + " values (?, ?, ?, 'stories', 1, 's', 'moved', 'due', ?, ?)",
                    instance + n,
                    instance,
                    "profile-of-" + instance,
                    Timestamp.from(LONG_AGO.plusSeconds(n)),
                    n);
        }
    }

    private void run(String sql, Object... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
