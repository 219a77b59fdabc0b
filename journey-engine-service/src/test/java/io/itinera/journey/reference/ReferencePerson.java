package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One profile: what is known of it, and where it stands. */
final class ReferencePerson {

    private static final int MOST_ERRANDS_AT_ONCE = 100;

    final Reference world;
    final String id;
    final List<ReferenceTrip> live = new ArrayList<>();
    /** Trips that are over while a goal can still be reached. */
    final List<ReferenceTrip> watched = new ArrayList<>();
    /** When each journey was last entered. */
    final Map<String, Instant> entered = new HashMap<>();
    /** What instances ask of each other, done one after the other. */
    private final Deque<Errand> errands = new ArrayDeque<>();

    private int errandsAtOnce;
    private Instant errandsAt;

    /** What is to be done, and what instead where journeys ask each other for ever. */
    private record Errand(Instant at, Runnable what, Runnable loop) {}

    Reference.Facts facts = Reference.Facts.NONE;

    ReferencePerson(Reference world, String id) {
        this.world = world;
        this.id = id;
    }

    void carryOut() {
        for (Errand errand = errands.poll(); errand != null; errand = errands.poll()) {
            errandsAtOnce = errand.at.equals(errandsAt) ? errandsAtOnce + 1 : 1;
            errandsAt = errand.at;
            (errandsAtOnce > MOST_ERRANDS_AT_ONCE ? errand.loop : errand.what).run();
        }
    }

    void change(Map<String, Map<String, Object>> parts, Instant at) {
        facts = new Reference.Facts(ReferenceUpdates.after(facts.traits(), parts), facts.computed(), facts.segments());
        world.say(at, id, Lines.traits(parts));
    }

    /** Another input: errands are counted anew. */
    void begins() {
        errandsAt = null;
    }

    /** Asks for an errand. */
    void errand(Instant at, Runnable what, Runnable loop) {
        errands.add(new Errand(at, what, loop));
    }

    /** The step that waits gives up. */
    void giveUp(ReferenceTrip.Awaiter waits, Instant at) {
        Reference.inOrder(this).stream()
                .filter(t -> waits != null && t.waitsAs(waits))
                .forEach(t -> t.end("error: loop", at));
    }

    /** A step would let the profile enter, but for the loop that it is part of. */
    void refuseLoop(String journey, String visit, ReferenceTrip.Awaiter awaiter, Instant at) {
        PublishedJourney published = world.published(journey);
        refuse(journey, published == null ? 0 : published.current(), visit, "loop", at);
        giveUp(awaiter, at);
    }

    private void refuse(String journey, int version, String visit, String why, Instant at) {
        JourneyRef ref = new JourneyRef(journey, version, ProfileIds.derive(id + "|" + journey + "|" + visit), null);
        world.say(this, ref, 0, at, Lines.transition("refused", null, null, why));
    }

    void answer(ReferenceTrip.Awaiter to, Map<String, Object> answer, Instant at) {
        Reference.inOrder(this).stream()
                .filter(t -> t.waitsAs(to))
                .forEach(t -> t.answer(answer, at, world.standsStill(t)));
    }

    /** A step lets the profile enter another journey. */
    void enter(
            String journey,
            String visit,
            Map<String, Object> properties,
            Map<String, Object> context,
            ReferenceTrip.Awaiter awaiter,
            Instant at) {
        Activity.Cause cause = new Activity.Tracked(EventType.TRACK, null, properties, Map.of(), at, null);
        Activity activity = new Activity(
                visit, id, at, cause, facts.traits(), facts.computed(), Map.of(), facts.segments(), List.of());
        String refusal = "no-journey";
        if (ReferenceEntry.offer(world.published(journey), at) == null) {
            refuse(journey, 0, visit, refusal, at);
        } else {
            ReferenceEntry.Cause because = new ReferenceEntry.Cause(activity, "enter", context, awaiter);
            refusal = new ReferenceEntry(this, world.published(journey), because).tryEnter();
        }
        if (refusal != null && awaiter != null) {
            answer(awaiter, Map.of("outcome", "refused", "reason", refusal, "journey", journey), at);
        }
    }
}
