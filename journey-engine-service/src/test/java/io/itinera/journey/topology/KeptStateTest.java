package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.Fixture;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.learning.Engagement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is passed over, seen by a state whose rest cannot be read: whoever reads it fails. */
class KeptStateTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String PROFILE = Fixture.profile("1");
    private static final String CART = Fixture.trigger("cart");
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Map<String, Object> TRAITS = Map.of("email", "someone@example.com");

    private final Catalog catalog = catalog(PublishedJourney.State.LIVE, Fixture.cart("cart", "PT1H"));

    @Test
    void anEventThatNothingWaitsForIsPassedOverUnread() {
        Decision decision = decide(catalog, broken(entered()), did("Product Viewed", NOON.plusSeconds(1), TRAITS));

        assertThat(decision).isSameAs(Decision.NOTHING);
    }

    @Test
    void anEventThatAnExitAnEntryOrAGoalListensForIsNotPassedOver() {
        byte[] broken = broken(entered());

        reads(catalog, broken, did("Order Completed", NOON.plusSeconds(1), TRAITS));
        reads(catalog, broken, did(CART, NOON.plusSeconds(1), TRAITS));
    }

    @Test
    void anEventAtOrAfterTheTimeAtWhichSomethingIsDueIsNotPassedOver() {
        Instant due = NOON.plus(Duration.ofHours(1));
        byte[] broken = broken(entered());

        reads(catalog, broken, did("Product Viewed", due, TRAITS));
        assertThat(decide(catalog, broken, did("Product Viewed", due.minusMillis(1), TRAITS)))
                .isSameAs(Decision.NOTHING);
    }

    @Test
    void anEventAfterWhichOtherTraitsAreKnownIsNotPassedOver() {
        Map<String, Object> traits = Map.of("email", "someone@example.com", "timezone", "Asia/Tokyo");

        reads(catalog, broken(entered()), did("Product Viewed", NOON.plusSeconds(1), traits));
    }

    @Test
    void whatIsNoEventOfTheCustomerIsNotPassedOver() {
        reads(
                catalog,
                broken(entered()),
                new Activity(
                        "s1",
                        PROFILE,
                        NOON.plusSeconds(1),
                        new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                        TRAITS,
                        Map.of(),
                        Map.of(),
                        Set.of(),
                        List.of()));
    }

    @Test
    void nothingIsPassedOverOnceTheJourneyIsArchived() {
        Catalog archived = catalog(PublishedJourney.State.ARCHIVED, Fixture.cart("cart", "PT1H"));

        reads(archived, broken(entered()), did("Product Viewed", NOON.plusSeconds(1), TRAITS));
        assertThatThrownBy(() -> Decisions.input(
                        archived, PROFILE, broken(entered()), new Input.CatalogChanged(NOON.plusSeconds(1))))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void newsOfJourneysThatDoNotConcernTheProfileArePassedOverUnread() {
        assertThat(Decisions.input(catalog, PROFILE, broken(entered()), new Input.CatalogChanged(NOON.plusSeconds(1))))
                .isSameAs(Decision.NOTHING);
    }

    @Test
    void theSameSaidInOtherBytesIsWrittenOnceAndPassedOverFromThenOn() {
        byte[] kept = entered();
        String other = new String(ACTIVITY.write(did("Product Viewed", NOON.plusSeconds(1), TRAITS)))
                .replace("{\"email\":", "{ \"email\":");

        Decision first = Decisions.activity(catalog, PROFILE, kept, other.getBytes());
        assertThat(first.after()).isEqualTo(KeptState.of(PROFILE, kept).state());
        assertThat(first.effects()).isEmpty();

        byte[] again = bytes(first);
        assertThat(Decisions.activity(catalog, PROFILE, broken(again), other.getBytes()))
                .isSameAs(Decision.NOTHING);
    }

    @Test
    void whatAProfileAnswersToIsKeptUnreadAsLongAsAJourneyLearns() {
        Decision entry = decide(catalog, null, did(CART, NOON, TRAITS));
        byte[] answered = KeptState.write(
                entry.after().engagedIn(Map.of("email", new Engagement.Channel(3, 1, 0, Map.of(9, 1L)))),
                entry.source().said(),
                true);
        Activity next = did("Product Viewed", NOON.plusSeconds(1), TRAITS);

        assertThat(decide(learning(), broken(answered), next)).isSameAs(Decision.NOTHING);
        reads(catalog, broken(answered), next);
        assertThat(decide(catalog, answered, next).after().engagement()).isEqualTo(Engagement.NONE);
    }

    @Test
    void anAnswerIsHeardWhereAJourneyLearns() {
        Activity opened = opened(NOON.plusSeconds(1));

        assertThat(decide(learning(), entered(), opened)
                        .after()
                        .engagement()
                        .channel("email")
                        .opened())
                .isEqualTo(1);
        assertThat(decide(learning(), null, opened).after().engagement().unknown())
                .isFalse();
        assertThat(decide(catalog, null, opened)).isSameAs(Decision.NOTHING);
    }

    @Test
    void whoWasLedToAnotherVersionHearsAnewWhatIsKnown() {
        Catalog migrated = Catalog.empty()
                .with(journey(
                        List.of(cart(1, "PT1H"), cart(2, "PT2H")),
                        List.of(new PublishedJourney.Migration(
                                1, null, List.of(1), 2, true, Map.of(), List.of(), NOON))));

        Decision led = Decisions.input(migrated, PROFILE, entered(), new Input.CatalogChanged(NOON.plusSeconds(1)));

        assertThat(led.after().live().getFirst().version()).isEqualTo(2);
        assertThat(led.source().heard()).isFalse();
        Decision heard = Decisions.activity(
                migrated, PROFILE, bytes(led), ACTIVITY.write(did("Product Viewed", NOON.plusSeconds(2), TRAITS)));
        assertThat(heard.source().heard()).isTrue();
    }

    @Test
    void whoStandsWhereNothingIsKnownHearsAnewOnceItIs() {
        Catalog elsewhere = Catalog.empty().with(journey(List.of(cart(2, "PT1H")), List.of()));
        Map<String, Object> traits = Map.of("timezone", "Asia/Tokyo");

        Decision lost = decide(elsewhere, entered(), did("Product Viewed", NOON.plusSeconds(1), traits));

        assertThat(lost.after().known().traits()).isEqualTo(traits);
        assertThat(lost.source().heard()).isFalse();
        reads(catalog, broken(bytes(lost)), did("Product Viewed", NOON.plusSeconds(2), traits));
    }

    @Test
    void aStateOfAnUnknownFormatIsRefused() {
        byte[] kept = entered();
        kept[0] = 99;

        assertThatThrownBy(() -> KeptState.of(PROFILE, kept)).hasMessageContaining("format");
    }

    @Test
    void anEmptyStateReadsBackEmpty() {
        ProfileState empty = ProfileState.empty(PROFILE);

        assertThat(KeptBytes.through(empty)).isEqualTo(empty);
    }

    private byte[] entered() {
        return bytes(decide(catalog, null, did(CART, NOON, TRAITS)));
    }

    private static void reads(Catalog catalog, byte[] broken, Activity activity) {
        assertThatThrownBy(() -> decide(catalog, broken, activity)).hasMessageContaining("not a state");
    }

    private static byte[] bytes(Decision decision) {
        return KeptState.write(
                decision.after(), decision.source().said(), decision.source().heard());
    }

    private static byte[] broken(byte[] kept) {
        return Arrays.copyOf(kept, kept.length - 1);
    }

    private static Decision decide(Catalog catalog, byte[] kept, Activity activity) {
        return Decisions.activity(catalog, PROFILE, kept, ACTIVITY.write(activity));
    }

    private static Activity did(String event, Instant at, Map<String, Object> traits) {
        return new Activity(
                event + at.toEpochMilli(),
                PROFILE,
                at,
                new Activity.Tracked(EventType.TRACK, event, Map.of("total", 42), Map.of(), at, "test"),
                traits,
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    private static Activity opened(Instant at) {
        MessageOutcome outcome = new MessageOutcome(
                "m", PROFILE, "email", "t", "marketing", null, MessageStatus.OPENED, at, null, null, null, null, false);
        return new Activity(
                "o" + at.toEpochMilli(),
                PROFILE,
                at,
                new Activity.MessageChanged(outcome),
                TRAITS,
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    private Catalog learning() {
        return catalog.with(new PublishedJourney("best", PublishedJourney.State.LIVE, 1, List.of(version(1, """
                {"key": "best", "entry": {"on": {"event": "Never"}}, "start": "mail",
                 "steps": {"mail": {"type": "send", "channel": "email", "template": "t", "purpose": "marketing",
                                    "when": {"bestTime": "PT24H"}, "next": "end"},
                           "end": {"type": "exit"}}}
                """))));
    }

    private static Catalog catalog(PublishedJourney.State state, String definition) {
        return Catalog.empty().with(new PublishedJourney("cart", state, 1, List.of(version(1, definition))));
    }

    private static PublishedJourney journey(
            List<PublishedJourney.Version> versions, List<PublishedJourney.Migration> migrations) {
        return new PublishedJourney(
                "cart",
                PublishedJourney.State.LIVE,
                versions.getLast().version(),
                versions,
                migrations,
                List.of(),
                List.of());
    }

    private static PublishedJourney.Version cart(int version, String wait) {
        return version(version, Fixture.cart("cart", wait));
    }

    private static PublishedJourney.Version version(int version, String definition) {
        return new PublishedJourney.Version(version, Documents.json(definition), NOON.minusSeconds(60));
    }
}
