package io.itinera.profile.topology;

import static io.itinera.profile.topology.Events.NOON;
import static io.itinera.profile.topology.Events.identify;
import static io.itinera.profile.topology.Events.track;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.Activity.SegmentChange;
import io.itinera.contracts.Activity.SegmentsChanged;
import io.itinera.contracts.Activity.SegmentsChanged.Why;
import io.itinera.contracts.Identifier;
import io.itinera.profile.life.History;
import io.itinera.profile.segment.SegmentIndex;
import io.itinera.profile.topology.TopologyFixture.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Segments on their way through the topology. */
class SegmentTopologyTest {

    private static final Map<String, Object> KEEN = Map.of("event", "Viewed", "count", 2, "within", "PT1H");
    private static final Map<String, Object> QUIET = Map.of("not", Map.of("event", "Viewed", "within", "PT30M"));

    private final TopologyFixture service = new TopologyFixture();
    private final String ann = new Identifier(Identifier.Kind.USER, "ann").derivedProfileId();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void aChangeIsInTheSameEntryAsTheEventThatMadeIt() {
        filled("keen", 1, KEEN);

        service.send(track("m1", "Viewed").by("ann", null));
        service.send(track("m2", "Viewed").by("ann", null).later(60));
        service.send(track("m3", "Other").by("ann", null).later(70));

        assertThat(service.activity())
                .extracting(Activity::segmentChanges)
                .containsExactly(List.of(), List.of(new SegmentChange("keen", true)), List.of());
        assertThat(service.activity().getLast().segments()).containsExactly("keen");
    }

    @Test
    void timeAloneEndsAMembershipAtTheMomentThatItIsOver() {
        filled("keen", 1, KEEN);
        filled("quiet", 2, QUIET);
        service.send(track("m1", "Viewed").by("ann", null));
        service.send(track("m2", "Viewed").by("ann", null).later(60));

        service.pass(Duration.ofHours(2));

        List<Activity> passed = service.activity().stream()
                .filter(entry -> entry.cause().equals(new SegmentsChanged(Why.TIME)))
                .toList();
        assertThat(passed).extracting(Activity::at).containsExactly(NOON.plusSeconds(1860), NOON.plusSeconds(3600));
        assertThat(passed)
                .extracting(Activity::segmentChanges)
                .containsExactly(List.of(new SegmentChange("quiet", true)), List.of(new SegmentChange("keen", false)));
        assertThat(service.activityRecords().getLast().getRecordTime()).isEqualTo(NOON.plusSeconds(3600));
    }

    @Test
    void aDayIsOneOfTheProfilesZoneElseOfTheSegmentsElseOfUtc() {
        Map<String, Object> lately = Map.of("event", "Viewed", "within", "P1D");
        filled("lately", 1, lately);
        filled("lately-in-berlin", 2, lately, "Europe/Berlin");
        // The day before the clocks go forward in Berlin: 23 hours there, 24 elsewhere.
        long then =
                Duration.between(NOON, Instant.parse("2027-03-27T12:00:00Z")).toSeconds();
        Instant day = Instant.parse("2027-03-28T12:00:00Z");

        service.send(track("m1", "Viewed").by("ann", null).later(then));
        service.send(track("m2", "Other").by("ann", null).later(then + 90_000));
        assertThat(left(ann)).containsExactly("lately-in-berlin " + day.minusSeconds(3600), "lately " + day);

        String bea = new Identifier(Identifier.Kind.USER, "bea").derivedProfileId();
        service.send(identify("m3")
                .by("bea", null)
                .says(Map.of("timezone", "Asia/Tokyo"))
                .later(then - 60));
        service.send(track("m4", "Viewed").by("bea", null).later(then));
        service.send(track("m5", "Other").by("bea", null).later(then + 90_000));
        assertThat(left(bea)).containsExactlyInAnyOrder("lately-in-berlin " + day, "lately " + day);
    }

    private List<String> left(String profileId) {
        return service.activity().stream()
                .filter(entry -> entry.profileId().equals(profileId))
                .flatMap(entry -> entry.segmentChanges().stream()
                        .filter(change -> !change.entered())
                        .map(change -> change.segment() + " " + entry.at()))
                .toList();
    }

    @Test
    void aNumberThatPassesABoundIsToldOncePerCrossingAndNotWithEachChangeBeyondIt() {
        filled("hot", 1, Map.of("trait", "score", "gte", 50));
        int[] scores = {10, 50, 60, 95, 49, 20, 70, 71};

        for (int i = 0; i < scores.length; i++) {
            service.send(identify("m" + i)
                    .by("ann", null)
                    .says(Map.of("score", scores[i]))
                    .later(i * 60L));
        }

        assertThat(service.activity())
                .extracting(Activity::segmentChanges)
                .containsExactly(
                        List.of(),
                        List.of(new SegmentChange("hot", true)),
                        List.of(),
                        List.of(),
                        List.of(new SegmentChange("hot", false)),
                        List.of(),
                        List.of(new SegmentChange("hot", true)),
                        List.of());
    }

    @Test
    void anAbsenceIsNotToldWhileAnEventThatCameInEarlierIsOnItsWay() {
        filled("quiet", 1, QUIET);
        service.watchUpstream();
        service.send(track("m1", "Viewed").by("ann", null));

        service.pass(Duration.ofHours(1));
        assertThat(changesOf(ann)).isEmpty();

        // Another pod has not led on yet what came in after 20 minutes.
        service.applied(NOON.plusSeconds(1200));
        service.pass(Duration.ofSeconds(1));
        service.send(track("m2", "Viewed").by("ann", null).later(1260));
        service.applied(NOON.plusSeconds(1900));
        service.pass(Duration.ofSeconds(1));
        assertThat(changesOf(ann)).isEmpty();

        service.send(track("m3", "Other").by("bea", null).later(3650));
        service.applied(NOON.plusSeconds(3640));
        service.pass(Duration.ofSeconds(1));
        assertThat(changesOf(ann)).containsExactly(new SegmentChange("quiet", true));
        assertThat(service.activity().getLast().at()).isEqualTo(NOON.plusSeconds(1260 + 1800));
    }

    @Test
    void whatWasDueBeforeAnEventComesBeforeIt() {
        filled("quiet", 1, QUIET);
        service.send(track("m1", "Viewed").by("ann", null));

        service.send(track("m2", "Viewed").by("ann", null).later(7200));

        assertThat(service.activity())
                .extracting(Activity::at)
                .containsExactly(NOON, NOON.plusSeconds(1800), NOON.plusSeconds(7200));
        assertThat(service.activity().getLast().segmentChanges()).containsExactly(new SegmentChange("quiet", false));
    }

    @Test
    void aNewSegmentIsFilledWithThoseWhomItHoldsForAndSaysSo() {
        for (int i = 0; i < 7; i++) {
            service.send(identify("m" + i).by("user-" + i, null).says(Map.of("plan", i % 2 == 0 ? "gold" : "free")));
        }

        filled("golden", 3, Map.of("trait", "plan", "eq", "gold"));

        List<Activity> entered = service.activity().stream()
                .filter(entry -> entry.cause().equals(new SegmentsChanged(Why.BACKFILL)))
                .toList();
        assertThat(entered).hasSize(4).allSatisfy(entry -> assertThat(entry.segmentChanges())
                .containsExactly(new SegmentChange("golden", true, true)));
        assertThat(service.progress().getLast()).isEqualTo(new SegmentWork.Progress(0, 3, 3, 3, 7));
    }

    @Test
    void theDefinitionBeforeHoldsUntilTheNewOneIsFilledAndARemovedOneIsLeft() {
        filled("golden", 1, Map.of("trait", "plan", "eq", "gold"));
        service.send(identify("m1").by("ann", null).says(Map.of("plan", "gold")));
        Definition before = new Definition(1, Map.of("trait", "plan", "eq", "gold"));
        service.segment("golden", before, new Definition(2, Map.of("trait", "plan", "eq", "platinum")));
        service.pass(Duration.ofSeconds(1));
        service.send(track("m2", "Other").by("ann", null).later(5));
        assertThat(service.activity().getLast().segments()).containsExactly("golden");

        service.fill(2);

        assertThat(service.activity().getLast().cause()).isEqualTo(new SegmentsChanged(Why.DEFINITION));
        assertThat(service.activity().getLast().segmentChanges())
                .containsExactly(new SegmentChange("golden", false, true));
    }

    @Test
    void whatIsReadFromTheLogIsCountedOnceAlsoWhereItWasCountedAlready() {
        service.send(track("m1", "Viewed").by("ann", null));
        service.segment("keen", new Definition(1, KEEN));
        service.pass(Duration.ofSeconds(1));
        service.send(track("m2", "Viewed").by("ann", null).later(10));
        String tracker = keenTracker();
        History read = History.EMPTY
                .with(NOON.toEpochMilli(), "m1", 9)
                .with(NOON.plusSeconds(10).toEpochMilli(), "m2", 9);
        service.work(SegmentWork.counted(
                ann, ann, Map.of(tracker, read), NOON.plusSeconds(20).toEpochMilli()));
        service.work(SegmentWork.counted(
                ann, ann, Map.of(tracker, read), NOON.plusSeconds(20).toEpochMilli()));

        service.fill(1);
        assertThat(service.activity().getLast().segments()).containsExactly("keen");
        service.pass(Duration.ofMinutes(60));

        assertThat(service.activity().getLast().at()).isEqualTo(NOON.plusSeconds(3600));
        assertThat(service.activity().getLast().segments()).isEmpty();
    }

    @Test
    void aMergeBringsWhatWasCountedAndTheWinnerEnters() {
        filled("keen", 1, KEEN);
        service.send(track("m1", "Viewed").by(null, "d1"));
        service.send(track("m2", "Viewed").by("ann", null).later(5));

        service.send(identify("m3").by("ann", "d1").later(10));

        Activity merged = service.activity().stream()
                .filter(entry -> entry.cause() instanceof Activity.MergedIn)
                .findFirst()
                .orElseThrow();
        assertThat(merged.profileId()).isEqualTo(ann);
        assertThat(merged.segmentChanges()).containsExactly(new SegmentChange("keen", true));
    }

    @Test
    void aYesOrANoIsAnEntryAndChangesWhoCanBeReached() {
        filled("reachable", 1, Map.of("consent", Map.of("channel", "email", "purpose", "marketing")));
        service.send(track("m1", "Viewed").by("ann", null));

        service.consents(ann, "*", "marketing", true);
        service.consents(ann, "*", "marketing", true);
        service.consents(ann, "*", "marketing", false);

        assertThat(service.activity()).hasSize(3);
        assertThat(service.activity())
                .extracting(Activity::segmentChanges)
                .containsExactly(
                        List.of(),
                        List.of(new SegmentChange("reachable", true)),
                        List.of(new SegmentChange("reachable", false)));
        assertThat(service.activity().getLast().consents()).containsEntry("*/marketing", false);
        assertThat(service.activity().getLast().cause())
                .isEqualTo(new Activity.ConsentChanged(Map.of("*/marketing", false)));
    }

    @Test
    void consentsFollowAMergedProfile() {
        String device = new Identifier(Identifier.Kind.ANONYMOUS, "d1").derivedProfileId();
        service.send(track("m1", "Viewed").by(null, "d1"));
        service.send(identify("m2").by("ann", "d1").later(5));

        service.consents(device, "email", "marketing", false);

        assertThat(service.activity().getLast().profileId()).isEqualTo(ann);
        assertThat(service.activity().getLast().consents()).containsEntry("email/marketing", false);
    }

    private static String keenTracker() {
        var version = new io.itinera.profile.segment.Definition.Version(1, Conditions.parse(KEEN, ""), null);
        var keen = new io.itinera.profile.segment.Definition("keen", List.of(version));
        return SegmentIndex.of(List.of(keen), 0).trackers("Viewed").getFirst().key();
    }

    private void filled(String key, long revision, Map<String, Object> condition) {
        filled(key, revision, condition, null);
    }

    private void filled(String key, long revision, Map<String, Object> condition, String zone) {
        service.segment(key, new Definition(revision, condition, zone));
        service.pass(Duration.ofMillis(100));
        service.fill(revision);
    }

    private List<SegmentChange> changesOf(String profileId) {
        return service.activity().stream()
                .filter(entry -> entry.profileId().equals(profileId))
                .flatMap(entry -> entry.segmentChanges().stream())
                .toList();
    }
}
