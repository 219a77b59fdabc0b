package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One profile: what is known of it, and where it stands. */
final class ReferencePerson {

    private static final int MOST_ERRANDS_AT_ONCE = 100;

    final Reference world;
    final String id;
    final List<ReferenceTrip> live = new ArrayList<>();
    /** Trips that are over while a goal can still be reached. */
    final List<ReferenceTrip> watched = new ArrayList<>();
    /** Trips that a migration ended and that come back when it is taken back. */
    final List<ReferenceMigrations.Parked> parked = new ArrayList<>();
    /** When each journey was last entered, as far as rules asked for it. */
    private final Map<String, Entered> entered = new HashMap<>();
    /** Entries that time brings, by journey. */
    final Map<String, ReferenceStanding> standings = new TreeMap<>();
    /** What it answered to, while a journey decides by that. */
    final ReferenceAnswers answers = new ReferenceAnswers();
    /** What instances ask of each other, done one after the other. */
    private final Deque<Errand> errands = new ArrayDeque<>();

    private int errandsAtOnce;
    private Instant errandsAt;
    private Instant now = Instant.MIN;

    /** An entry, and how long it is remembered. */
    private record Entered(Instant at, Instant until) {}

    /** What is to be done, and what instead where journeys ask each other for ever. */
    private record Errand(Instant at, Runnable what, Runnable loop) {}

    World.Facts facts = World.Facts.NONE;
    /** What happens now is told for the record: nobody enters or goes on by it. */
    boolean forTheRecord;

    ReferencePerson(Reference world, String id) {
        this.world = world;
        this.id = id;
    }

    /** Whether something may need to know the profile. */
    boolean isFollowed() {
        return !live.isEmpty() || !standings.isEmpty();
    }

    /** Whether there is anything that another profile could take over. */
    boolean hasAnything(Instant at) {
        return isFollowed()
                || !watched.isEmpty()
                || !parked.isEmpty()
                || !answers.isEmpty()
                || entered.entrySet().stream()
                        .anyMatch(entry -> entry.getValue().until.isAfter(at)
                                && world.published(entry.getKey()).state() != PublishedJourney.State.ARCHIVED);
    }

    /** Of a profile that nothing needs to know nothing is remembered. */
    void forget() {
        if (!isFollowed() && parked.isEmpty()) {
            facts = World.Facts.NONE;
        }
    }

    // What re-entry rules remember: once for ever, a cooldown for as long as it may last in any zone.

    void entered(String journey, Map<String, Object> rule, Instant at) {
        Instant until = Instant.MIN;
        if ("once".equals(rule.get("mode"))) {
            until = Instant.MAX;
        } else if (rule.containsKey("cooldown")) {
            until = ReferenceCalendar.plus(at, (String) rule.get("cooldown"), ZoneOffset.UTC)
                    .plus(Duration.ofHours(26));
        }
        remember(journey, at, until, at);
    }

    private void remember(String journey, Instant when, Instant until, Instant now) {
        Instant last = lastEntered(journey, now);
        Instant so = last == null ? Instant.MIN : entered.get(journey).until;
        entered.put(
                journey, new Entered(last == null || when.isAfter(last) ? when : last, until.isAfter(so) ? until : so));
    }

    Instant lastEntered(String journey, Instant now) {
        Entered last = entered.get(journey);
        return last == null || !last.until.isAfter(now) ? null : last.at;
    }

    /** Takes over what the other profile remembers. */
    void remembers(ReferencePerson other, Instant now) {
        other.entered.forEach((journey, last) -> {
            if (last.until.isAfter(now)) {
                remember(journey, last.at, last.until, now);
            }
        });
    }

    // Order.

    /** Time has come to this. */
    void now(Instant at) {
        now = at;
    }

    /** Its instances in the order in which journeys apply. */
    List<ReferenceTrip> inOrder() {
        return inOrder(now);
    }

    List<ReferenceTrip> inOrder(Instant at) {
        return live.stream()
                .sorted(Comparator.comparingInt((ReferenceTrip t) -> -Reference.priority(t.definition, at))
                        .thenComparing(t -> t.journey)
                        .thenComparing(t -> t.id))
                .toList();
    }

    // What instances ask of each other.

    void carryOut() {
        for (Errand errand = errands.poll(); errand != null; errand = errands.poll()) {
            errandsAtOnce = errand.at.equals(errandsAt) ? errandsAtOnce + 1 : 1;
            errandsAt = errand.at;
            (errandsAtOnce > MOST_ERRANDS_AT_ONCE ? errand.loop : errand.what).run();
        }
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
    void giveUp(World.Place waits, Instant at) {
        inOrder().stream().filter(t -> waits != null && t.waitsAs(waits)).forEach(t -> t.end("error: loop", at));
    }

    /** A step would let the profile enter, but for the loop that it is part of. */
    void refuseLoop(String journey, String visit, World.Place awaiter, Instant at) {
        PublishedJourney published = world.published(journey);
        refuse(journey, published == null ? 0 : published.current(), visit, "loop", at);
        giveUp(awaiter, at);
    }

    private void refuse(String journey, int version, String visit, String why, Instant at) {
        JourneyRef ref = new JourneyRef(journey, version, ProfileIds.derive(id + "|" + journey + "|" + visit), null);
        world.say(this, ref, 0, at, Lines.transition("refused", null, null, why));
    }

    void answer(World.Place to, String outcome, Map<String, Object> values, Instant at) {
        inOrder().stream().filter(t -> t.waitsAs(to)).forEach(t -> t.answer(outcome, values, at));
    }

    /** The API or a step lets the profile enter a journey. */
    void enter(
            String journey,
            String how,
            String request,
            Map<String, Object> properties,
            Map<String, Object> context,
            World.Place awaiter,
            Instant at) {
        Activity.Cause cause = new Activity.Tracked(EventType.TRACK, null, properties, Map.of(), at, null);
        Activity activity = new Activity(
                request,
                id,
                at,
                cause,
                facts.traits(),
                facts.computed(),
                facts.consents(),
                facts.segments(),
                List.of());
        String refusal = "no-journey";
        if (ReferenceEntry.offer(world, world.published(journey), at) == null) {
            refuse(journey, 0, request, refusal, at);
        } else {
            ReferenceEntry.Cause because = new ReferenceEntry.Cause(activity, how, context, awaiter);
            refusal = new ReferenceEntry(this, world.published(journey), because).tryEnter();
        }
        if (refusal != null && awaiter != null) {
            Map<String, Object> why = Map.of("outcome", "refused", "reason", refusal, "journey", journey);
            answer(awaiter, "refused", why, at);
        }
    }
}
