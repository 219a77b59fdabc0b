package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.Wire;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The journey language a second time, as simply as it can be said: no stores, no timers, no index, nothing compiled. It shares the
 * wire records with the engine and no more, reads definitions as plain maps, and looks at everything again for each input. What it
 * does is told as lines of text, which {@link EngineWorld} tells as well of what the engine does.
 */
final class Reference implements World {

    /** What an activity says about a profile. */
    record Facts(Map<String, Object> traits, Map<String, Object> computed, Set<String> segments) {
        static final Facts NONE = new Facts(Map.of(), Map.of(), Set.of());
    }

    private static final int TOO_LONG = 20_000;

    private final Map<String, PublishedJourney> catalog = new TreeMap<>();
    private final Map<String, ReferencePerson> people = new TreeMap<>();
    /** Profiles that were merged away, on their way to the other profile. */
    private final List<ReferencePerson> moving = new ArrayList<>();

    private final Map<String, List<String>> told = new TreeMap<>();

    // What happens.

    /** Time passes for everybody. */
    @Override
    public void time(Instant to) {
        people.values().forEach(person -> catchUp(person, to));
    }

    @Override
    public void publish(PublishedJourney journey, Instant at) {
        time(at);
        catalog.put(journey.key(), journey);
        for (ReferencePerson person : people.values()) {
            person.begins();
            if (journey.state() == State.ARCHIVED) {
                inOrder(person).stream()
                        .filter(t -> t.journey.equals(journey.key()))
                        .forEach(t -> t.end("archived", at));
            }
            person.carryOut();
            catchUp(person, at);
        }
    }

    @Override
    public void happens(Activity activity) {
        ReferencePerson person = person(activity.profileId());
        catchUp(person, activity.at());
        if (activity.cause() instanceof Activity.MergedAway) {
            away(person);
            return;
        }
        person.begins();
        person.facts = new Facts(activity.traits(), activity.computed(), activity.segments());
        List<ReferenceTrip> trips = inOrder(person);
        if (activity.cause() instanceof Activity.MessageChanged(var outcome)) {
            trips.forEach(t -> t.message(outcome.messageId(), meaning(outcome.status())));
        }
        trips.forEach(t -> t.goals(activity));
        person.watched.forEach(t -> t.goals(activity));
        trips.forEach(t -> t.exits(activity, activity.at()));
        trips.stream().filter(person.live::contains).forEach(t -> t.satisfy(activity, standsStill(t)));
        person.carryOut();
        byRank(catalog.values()).forEach(journey -> {
            new ReferenceEntry(person, journey, ReferenceEntry.Cause.of(activity)).tryEnter();
            person.carryOut();
        });
    }

    // Time.

    /** Something that time brings to an instance: the end of a wait, or of the journey's time. */
    private record Due(Instant at, boolean ofWait, ReferenceTrip trip) {}

    /** Applies what is due by then in order of time; of what is due at once, the end of a journey's time comes first. */
    private void catchUp(ReferencePerson person, Instant to) {
        Due next = next(person, to);
        while (next != null) {
            if (next.ofWait) {
                next.trip.timeIsUp(next.at, skippedUntil(next));
            } else {
                next.trip.end("max-duration", next.at);
            }
            person.carryOut();
            next = next(person, to);
        }
        person.live.stream().filter(t -> t.due != null && !t.due.isAfter(to)).forEach(t -> t.missed = true);
        person.watched.removeIf(t -> !t.watchedUntil.isAfter(to));
    }

    private Due next(ReferencePerson person, Instant to) {
        return inOrder(person).stream()
                .flatMap(t -> Stream.of(new Due(applies(t, t.expires), false, t), new Due(applies(t, t.due), true, t)))
                .filter(due -> due.at != null && !due.at.isAfter(to))
                .min(Comparator.comparing(Due::at).thenComparing(Due::ofWait))
                .orElse(null);
    }

    /** What comes due in a hold applies at its end, or at its own time if it is to be skipped, and not before there is an end. */
    private Instant applies(ReferenceTrip trip, Instant due) {
        PublishedJourney.Pause hold = due == null ? null : hold(trip, due);
        if (hold == null) {
            return due;
        }
        return hold.until() == null ? null : hold.skip() ? due : applies(trip, hold.until());
    }

    private PublishedJourney.Pause hold(ReferenceTrip trip, Instant at) {
        return catalog.get(trip.journey).pauses().stream()
                .filter(p -> p.hold() && !at.isBefore(p.from()))
                .filter(p -> p.until() == null || at.isBefore(p.until()))
                .findFirst()
                .orElse(null);
    }

    private Instant skippedUntil(Due due) {
        PublishedJourney.Pause hold = hold(due.trip, due.at);
        return hold == null ? null : hold.until();
    }

    boolean standsStill(ReferenceTrip trip) {
        return catalog.get(trip.journey).state() == State.HELD;
    }

    PublishedJourney published(String journey) {
        return catalog.get(journey);
    }

    // Merges.

    /** Takes a profile's journeys away; {@link #movedIn} gives them to the other one. */
    private void away(ReferencePerson person) {
        moving.add(person);
        people.remove(person.id);
    }

    /** The journeys of profiles that were merged away arrive where they belong. */
    @Override
    public void movedIn(String into, Instant at) {
        ReferencePerson to = person(into);
        catchUp(to, at);
        to.begins();
        moving.forEach(from -> move(from, to, at));
        moving.clear();
        inOrder(to).stream()
                .filter(t -> published(t.journey).state() == State.ARCHIVED)
                .forEach(t -> t.end("archived", at));
        to.carryOut();
        inOrder(to).forEach(t -> t.retime(at));
        catchUp(to, at);
    }

    private void move(ReferencePerson from, ReferencePerson into, Instant at) {
        if (into.live.isEmpty()) {
            into.facts = from.facts;
        }
        from.entered.forEach((journey, when) -> into.entered.merge(journey, when, (a, b) -> a.isAfter(b) ? a : b));
        for (ReferenceTrip trip : inOrder(from)) {
            List<ReferenceTrip> rivals = rivals(into, trip);
            into.live.add(trip);
            trip.merged(into, at);
            rivals.forEach(rival -> (older(trip, rival) ? rival : trip).end("merged", at));
        }
        List<ReferenceTrip> first = inOrder(into).stream()
                .sorted(Comparator.<ReferenceTrip>comparingInt(t -> -priority(t.definition))
                        .thenComparing((a, b) -> older(a, b) ? -1 : 1))
                .toList();
        for (ReferenceTrip trip : first) {
            if (into.live.contains(trip)) {
                ReferenceEntry.inGroup(into, trip.journey, trip.definition).stream()
                        .filter(other -> first.indexOf(other) > first.indexOf(trip))
                        .forEach(other -> other.end("preempted", at));
            }
        }
        from.watched.forEach(t -> t.person = into);
        into.watched.addAll(from.watched);
    }

    /** Instances that cannot be live beside it. */
    private static List<ReferenceTrip> rivals(ReferencePerson person, ReferenceTrip trip) {
        boolean several =
                "every-time".equals(ReferenceEntry.reentryRule(trip.definition).get("mode"));
        return person.live.stream()
                .filter(t -> t.journey.equals(trip.journey))
                .filter(t -> !several || t.key != null && t.key.equals(trip.key))
                .toList();
    }

    private static boolean older(ReferenceTrip a, ReferenceTrip b) {
        return a.enteredAt.equals(b.enteredAt) ? a.id.compareTo(b.id) < 0 : a.enteredAt.isBefore(b.enteredAt);
    }

    // Order.

    static List<ReferenceTrip> inOrder(ReferencePerson person) {
        return person.live.stream()
                .sorted(Comparator.comparingInt((ReferenceTrip t) -> -priority(t.definition))
                        .thenComparing(t -> t.journey)
                        .thenComparing(t -> t.id))
                .toList();
    }

    private static List<PublishedJourney> byRank(Iterable<PublishedJourney> journeys) {
        List<PublishedJourney> ranked = new ArrayList<>();
        journeys.forEach(ranked::add);
        ranked.sort(Comparator.comparingInt((PublishedJourney j) -> -priority(current(j)))
                .thenComparing(PublishedJourney::key));
        return ranked;
    }

    private static Map<String, Object> current(PublishedJourney journey) {
        return journey.versions().stream()
                .filter(v -> v.version() == journey.current())
                .map(Reference::definition)
                .findFirst()
                .orElseThrow();
    }

    static int priority(Map<String, Object> definition) {
        return ((Number) definition.getOrDefault("priority", 0)).intValue();
    }

    // What is known.

    static Map<String, Object> definition(PublishedJourney.Version version) {
        return map(Wire.JSON.convertValue(version.definition(), Map.class));
    }

    private ReferencePerson person(String id) {
        return people.computeIfAbsent(id, _ -> new ReferencePerson(this, id));
    }

    static ReferenceConditions.Known known(Activity activity, ZoneId zone) {
        Map<String, Object> event = properties(activity);
        Facts facts = new Facts(activity.traits(), activity.computed(), activity.segments());
        return new ReferenceConditions.Known(activity.at(), zone, facts, event, event, Map.of(), Set.of(), Map.of());
    }

    static Map<String, Object> properties(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked ? tracked.properties() : Map.of();
    }

    static Instant occurredAt(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked && tracked.occurredAt() != null
                ? tracked.occurredAt()
                : activity.at();
    }

    /** Whether the activity is what is listened for. */
    static boolean triggers(Map<String, Object> trigger, Activity activity, ZoneId zone) {
        if (trigger.containsKey("segment")) {
            boolean entered = !"left".equals(trigger.get("is"));
            return activity.segmentChanges()
                    .contains(new Activity.SegmentChange((String) trigger.get("segment"), entered));
        }
        return activity.cause() instanceof Activity.Tracked tracked
                && tracked.type().wire().equals(trigger.getOrDefault("type", "track"))
                && (!trigger.containsKey("event") || trigger.get("event").equals(tracked.name()))
                && (!trigger.containsKey("where")
                        || ReferenceConditions.holds(map(trigger.get("where")), known(activity, zone)));
    }

    /** A number in [0, 1) that is always the same for the same names. */
    static double draw(String... names) {
        String hex = ProfileIds.derive(String.join("|", names)).replace("-", "").substring(0, 12);
        return Long.parseLong(hex, 16) / (double) (1L << 48);
    }

    /** A click tells that the message was opened, and that it came to be sent at all. */
    private static Set<String> meaning(MessageStatus status) {
        return switch (status) {
            case CLICKED -> Set.of("clicked", "opened", "delivered", "sent");
            case OPENED -> Set.of("opened", "delivered", "sent");
            case DELIVERED -> Set.of("delivered", "sent");
            default -> Set.of(status.wire());
        };
    }

    // What is told.

    void say(Instant at, String profile, String what) {
        List<String> lines = told.computeIfAbsent(profile, _ -> new ArrayList<>());
        lines.add(Lines.at(at, what));
        if (lines.size() > TOO_LONG) {
            throw new IllegalStateException("this never ends: " + lines.subList(TOO_LONG - 20, TOO_LONG));
        }
    }

    void say(ReferencePerson person, JourneyRef ref, long sequence, Instant at, String what) {
        say(at, person.id, Lines.of(ref, sequence, what));
    }

    /** What happened to each profile. */
    Map<String, List<String>> told() {
        return told;
    }

    List<String> positions() {
        return people.values().stream()
                .flatMap(p -> p.live.stream())
                .map(ReferenceTrip::position)
                .sorted()
                .toList();
    }
}
