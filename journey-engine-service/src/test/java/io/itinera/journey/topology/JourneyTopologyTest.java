package io.itinera.journey.topology;

import static io.itinera.journey.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.engine.ProfileState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JourneyTopologyTest {

    private static final String CART = Fixture.trigger("cart");
    private static final String PROFILE = Fixture.profile("1");

    @TempDir
    Path stateDir;

    private Driver engine;

    @BeforeEach
    void start() {
        engine = new Driver(stateDir.toString());
        engine.publish(Fixture.cart("cart", "PT1H"), State.LIVE);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void asksForTheMessageWhenTheWaitIsDueAndNotBefore() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.passes(Duration.ofMinutes(59));
        assertThat(engine.sends()).isEmpty();

        engine.passes(Duration.ofMinutes(2));

        assertThat(engine.sends()).singleElement().satisfies(send -> {
            assertThat(send.profileId()).isEqualTo(PROFILE);
            assertThat(send.requestedAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void givesRecordsTheLogicalTimeOfWhatTheyTell() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.passes(Duration.ofHours(2));

        assertThat(engine.records(Topics.SENDS)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo(PROFILE);
            assertThat(record.getRecordTime()).isEqualTo(NOON.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void whatFollowsFromARecordBelongsToItsTraceAndWhatTimeBringsToNone() {
        engine.happens(Fixture.did(PROFILE, CART, NOON), "00-trace-1");
        engine.passes(Duration.ofHours(2));

        assertThat(engine.records(Topics.TRANSITIONS))
                .extracting(record -> TraceContext.text(record.headers()))
                .startsWith("00-trace-1")
                .endsWith((String) null)
                .containsOnly("00-trace-1", null);
        assertThat(engine.records(Topics.SENDS))
                .extracting(record -> TraceContext.text(record.headers()))
                .containsExactly((String) null);
    }

    @Test
    void aMessageThatAnEventAsksForAtOnceBelongsToTheEventsTrace() {
        engine.publish("""
                {"key": "now", "name": "Now", "entry": {"on": {"event": "%s"}}, "start": "mail", "steps": {
                   "mail": {"type": "send", "channel": "email", "template": "cart", "purpose": "marketing", "next": "end"},
                   "end": {"type": "exit"}}}
                """.formatted(Fixture.trigger("now")), State.LIVE);

        engine.happens(Fixture.did(PROFILE, Fixture.trigger("now"), NOON), "00-trace-1");

        assertThat(engine.records(Topics.SENDS))
                .extracting(record -> TraceContext.text(record.headers()))
                .containsExactly("00-trace-1");
    }

    @Test
    void sendsNothingAfterAnExit() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.happens(Fixture.did(PROFILE, "Order Completed", NOON.plusSeconds(60)));
        engine.passes(Duration.ofHours(2));

        assertThat(engine.sends()).isEmpty();
        assertThat(engine.transitions()).extracting(Transition::reason).contains("exit:bought");
        assertThat(engine.meters.get("itinera_timer_lateness").timer().count()).isZero();
    }

    @Test
    void holdsWaitsBackWhileItLagsBehindItsInput() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.lag(5);
        engine.passes(Duration.ofHours(2));
        assertThat(engine.sends()).isEmpty();

        engine.happens(Fixture.did(PROFILE, "Order Completed", NOON.plusSeconds(60)));
        engine.lag(0);
        engine.passes(Duration.ofSeconds(10));

        assertThat(engine.sends()).isEmpty();
    }

    @Test
    void firesWhatIsDueByTheLogItselfWhileItLags() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.lag(5);
        engine.passes(Duration.ofHours(3));
        engine.happens(Fixture.did(Fixture.profile("2"), "Something Else", NOON.plus(Duration.ofMinutes(61))));
        engine.passes(Duration.ofMillis(50));

        assertThat(engine.sends())
                .singleElement()
                .extracting(SendRequest::requestedAt)
                .isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void holdsWaitsBackWhileWhatCameInEarlierIsOnItsWay() {
        engine.watchUpstream();
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.passes(Duration.ofHours(2));
        assertThat(engine.sends()).isEmpty();

        engine.arrived(NOON.plus(Duration.ofMinutes(59)), 1);
        engine.passes(Duration.ofSeconds(1));
        assertThat(engine.sends()).isEmpty();

        engine.arrived(NOON.plus(Duration.ofMinutes(61)), 2);
        engine.passes(Duration.ofSeconds(1));
        assertThat(engine.sends()).isEmpty();

        engine.happens(Fixture.did(Fixture.profile("2"), "Something Else", NOON.plus(Duration.ofHours(2))));
        engine.passes(Duration.ofSeconds(1));
        assertThat(engine.sends()).hasSize(1);
    }

    @Test
    void entersOnceWhenTheSameActivityComesTwice() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.passes(Duration.ofHours(2));

        assertThat(engine.sends()).hasSize(1);
    }

    @Test
    void movesJourneysToTheProfileThatTookOver() {
        String winner = Fixture.profile("winner");
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.happens(Fixture.mergedAway(PROFILE, winner, NOON.plusSeconds(60)));
        engine.passes(Duration.ofHours(2));

        assertThat(engine.sends()).singleElement().satisfies(send -> assertThat(send.profileId())
                .isEqualTo(winner));
    }

    @Test
    void sendsAMoveOnThatComesToAProfileWhichIsOverItself() {
        String second = Fixture.profile("second");
        String third = Fixture.profile("third");
        engine.happens(Fixture.mergedAway(second, third, NOON));
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.happens(Fixture.mergedAway(PROFILE, second, NOON.plusSeconds(60)));
        engine.passes(Duration.ofHours(2));

        assertThat(engine.sends()).extracting(SendRequest::profileId).containsExactly(third);
    }

    @Test
    void putsARecordAwayThatCannotBeReadAndGoesOn() {
        byte[] poison = "not json".getBytes(StandardCharsets.UTF_8);
        engine.put(Topics.ACTIVITY, PROFILE, poison, NOON);
        engine.put(Topics.JOURNEY_INPUTS, PROFILE, poison, NOON);
        engine.put(Topics.ACTIVITY, null, poison, NOON);
        engine.happens(Fixture.did(PROFILE, CART, NOON));

        assertThat(engine.records(Topics.dead(Topics.ACTIVITY))).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.value()).isEqualTo(poison);
            assertThat(letter.headers().lastHeader("dead-reason").value())
                    .asString()
                    .isEqualTo("malformed");
        });
        assertThat(engine.records(Topics.dead(Topics.JOURNEY_INPUTS))).hasSize(1);
        assertThat(engine.transitions()).isNotEmpty();
    }

    @Test
    void passesOverAJourneyThatCannotBeReadAndKeepsTheOthers() {
        engine.put(Topics.JOURNEYS, "broken", "{}".getBytes(StandardCharsets.UTF_8), NOON);
        engine.put(Topics.JOURNEYS, "worse", new byte[] {1}, NOON);
        engine.happens(Fixture.did(PROFILE, CART, NOON));

        assertThat(engine.transitions()).isNotEmpty();
        assertThat(engine.meters.get("itinera_journeys_unreadable").counter().count())
                .isEqualTo(2);
    }

    @Test
    void tellsEveryInstanceThatItsJourneyIsArchived() {
        List<String> profiles = List.of("a", "b", "c");
        profiles.forEach(p -> engine.happens(Fixture.did(Fixture.profile(p), CART, NOON)));
        engine.publish(Fixture.cart("cart", "PT1H"), State.ARCHIVED);
        engine.passes(Duration.ofSeconds(1));

        assertThat(engine.transitions())
                .filteredOn(t -> "archived".equals(t.reason()))
                .extracting(Transition::profileId)
                .containsExactlyInAnyOrderElementsOf(
                        profiles.stream().map(Fixture::profile).toList());
    }

    @Test
    void letsInstancesStandStillWhileHeldAndGoOnWhenResumed() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.publish(Fixture.cart("cart", "PT1H"), State.HELD);
        engine.passes(Duration.ofHours(2));
        assertThat(engine.sends()).isEmpty();

        engine.publish(Fixture.cart("cart", "PT1H"), State.LIVE);
        engine.passes(Duration.ofSeconds(1));

        assertThat(engine.sends()).hasSize(1);
    }

    @Test
    void reportsHowLateATimerFired() {
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        engine.passes(Duration.ofHours(1).plusMillis(40));

        assertThat(engine.meters.get("itinera_timer_lateness").timer().count()).isEqualTo(1);
    }

    @Test
    void keepsNothingOfAProfileThatNoJourneyConcerns() {
        engine.happens(Fixture.did(PROFILE, "Product Viewed", NOON));

        assertThat(engine.streams.getKeyValueStore(ProfileStates.NAME).get(PROFILE))
                .isNull();
    }

    @Test
    void keepsAStateThatReadsBackAsItWasWritten() {
        Instant later = NOON.plus(Duration.ofHours(1));
        engine.happens(Fixture.did(PROFILE, CART, NOON));
        var states = engine.streams.<String, byte[]>getKeyValueStore(ProfileStates.NAME);
        byte[] kept = states.get(PROFILE);

        ProfileState state = KeptState.of(PROFILE, kept).state();
        assertThat(state.live())
                .singleElement()
                .satisfies(i -> assertThat(i.waiting().due()).isEqualTo(later));
        assertThat(KeptBytes.through(state)).isEqualTo(state);
    }
}
