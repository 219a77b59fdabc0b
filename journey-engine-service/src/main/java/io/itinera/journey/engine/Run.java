package io.itinera.journey.engine;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Reason;
import io.itinera.journey.learning.Engagement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The work on one input: the profile's instances, what they want done, and the time that it is. */
final class Run {

    private final Catalog catalog;
    private final String profileId;
    private final List<Effect> effects = new ArrayList<>();
    private final List<Traveller> live = new ArrayList<>();
    /** Instances whose definition, or the step that they stand at, is not in the catalog: they stand still. */
    private final List<Instance> stranded = new ArrayList<>();

    private final Errands errands = new Errands(this);
    private final List<Watch> watched;
    private final List<ProfileState.Parked> parked;
    private final Map<String, ProfileState.Memory> memories;
    private final Standings standings;
    private Knowledge known;
    private Engagement engagement;
    private Instant now;
    private boolean forTheRecord;

    /** What a transition tells beside where and when. */
    record Why(String stepType, String next, Reason reason, Map<String, Object> detail) {}

    Run(Catalog catalog, ProfileState before, Instant now) {
        this.catalog = catalog;
        this.profileId = before.profileId();
        this.known = before.known();
        this.engagement = before.engagement();
        this.now = now;
        this.watched = new ArrayList<>(before.watched());
        this.parked = new ArrayList<>(before.parked());
        this.memories = new HashMap<>(before.memories());
        this.standings = new Standings(this, before.standing());
        before.live().forEach(this::take);
    }

    /** Takes an instance in; the traveller, or null where its definition is not known. */
    Traveller take(Instance instance) {
        JourneyDefinition definition = definition(instance.journey(), instance.version());
        boolean nowhere = instance.waiting() != null
                && definition != null
                && definition.step(instance.waiting().step()).isEmpty();
        if (definition == null || nowhere) {
            stranded.add(instance);
            return null;
        }
        Traveller traveller = new Traveller(this, definition, instance);
        live.add(traveller);
        return traveller;
    }

    /** Puts an instance in the place of what it was on another version. */
    Traveller replace(Traveller traveller, Instance moved) {
        live.remove(traveller);
        return take(moved);
    }

    /** The state to keep. */
    ProfileState after() {
        List<Instance> instances = new ArrayList<>(stranded);
        live.forEach(t -> instances.add(t.instance()));
        Reentry.forget(this);
        return new ProfileState(
                profileId,
                instances.isEmpty() && parked.isEmpty() && standings.isEmpty() ? Knowledge.NONE : known,
                List.copyOf(instances),
                List.copyOf(watched),
                Map.copyOf(memories),
                List.copyOf(parked),
                standings.after(),
                catalog.learnsFromAnswers() ? engagement : Engagement.NONE);
    }

    Outcome outcome() {
        return outcomeWith(after());
    }

    Outcome outcomeWith(ProfileState state) {
        return new Outcome(state, effects);
    }

    // What is known.

    Catalog catalog() {
        return catalog;
    }

    String profileId() {
        return profileId;
    }

    Knowledge known() {
        return known;
    }

    /** Whether what is known of the profile is kept up to date, since something may need it. */
    boolean knowsProfile() {
        return !(live.isEmpty() && stranded.isEmpty() && standings.isEmpty());
    }

    void learn(Knowledge knowledge) {
        known = knowledge;
    }

    /** What the profile answered to. */
    Engagement engagement() {
        return engagement;
    }

    void engaged(Engagement known) {
        engagement = known;
    }

    Instant now() {
        return now;
    }

    void now(Instant time) {
        now = time;
    }

    /** Whether the input is for the record only: by it, nobody enters and nobody goes on. */
    boolean forTheRecord() {
        return forTheRecord;
    }

    void takesForTheRecord() {
        forTheRecord = true;
    }

    List<Watch> watched() {
        return watched;
    }

    List<ProfileState.Parked> parked() {
        return parked;
    }

    Map<String, ProfileState.Memory> memories() {
        return memories;
    }

    Standings standings() {
        return standings;
    }

    List<Instance> stranded() {
        return stranded;
    }

    Errands errands() {
        return errands;
    }

    /** Instances under way, in the order in which journeys apply; a copy that may be walked while they change. */
    List<Traveller> live() {
        List<Traveller> ordered = new ArrayList<>(live);
        if (ordered.size() > 1) {
            ordered.sort(order(now));
        }
        return ordered;
    }

    /** The order in which instances apply at a moment. */
    static Comparator<Traveller> order(Instant at) {
        return Comparator.<Traveller>comparingInt(t -> -t.journey().rank().priorityAt(at))
                .thenComparing(t -> t.began().journey())
                .thenComparing(Traveller::id);
    }

    /** The definition of a version, or null where it is not in the catalog. */
    JourneyDefinition definition(String journey, int version) {
        LiveJourney published = catalog.journey(journey);
        return published == null ? null : published.versions().get(version);
    }

    /** The newest version of a journey, 0 where there is none. */
    int version(String journey) {
        LiveJourney published = catalog.journey(journey);
        return published == null ? 0 : published.version();
    }

    /** Whether the instance stands still at this moment. */
    boolean standsStill(Traveller traveller) {
        return published(traveller).standsStill(now);
    }

    LiveJourney published(Traveller traveller) {
        return catalog.journey(traveller.began().journey());
    }

    // What is done.

    /** Lets an instance that has ended go, and keeps watching for goals that it can still reach. */
    void settle(Traveller traveller) {
        if (traveller.over() && live.remove(traveller)) {
            Goals.watch(this, traveller);
            errands.ended(traveller);
        }
    }

    /** Lets an instance that has ended go for good. */
    void dismiss(Traveller traveller) {
        live.remove(traveller);
        errands.ended(traveller);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    void record(JourneyRef ref, long sequence, Transition.Kind kind, Why why) {
        effects.add(new Effect.Record(new Transition(
                ProfileIds.derive(ref.instance() + "|" + sequence),
                profileId,
                ref,
                kind,
                why.stepType(),
                why.next(),
                why.reason().text(),
                marked(why.detail()),
                now,
                sequence)));
    }

    /** Whether the profile is, at this moment, one that tries journeys out. */
    boolean isTest() {
        return catalog.isTest(known.segments());
    }

    /** With {@code test} where the profile is one that tries journeys out. */
    private Map<String, Object> marked(Map<String, Object> detail) {
        if (!isTest()) {
            return detail;
        }
        Map<String, Object> marked = new HashMap<>(detail);
        marked.put("test", true);
        return marked;
    }

    private void answered(Traveller traveller, Answer answer) {
        if (standsStill(traveller)) {
            traveller.hear(answer);
        } else if (forTheRecord) {
            traveller.keep(answer);
        } else {
            traveller.answered(answer);
            settle(traveller);
        }
    }

    /** What a step waits for came back; where its journey stands still, or it came by what is for the record, the answer is kept. */
    void answered(String instance, String step, int visit, Answer answer) {
        for (Traveller traveller : live()) {
            if (traveller.waitsAt(instance, step, visit) && traveller.current().knows(answer)) {
                traveller.collect(answer).ifPresent(whole -> answered(traveller, whole));
            }
        }
    }
}
