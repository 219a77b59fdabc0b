package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.Wire;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The journey language a second time, as simply as it can be said: no stores, no timers, no index, nothing compiled. It shares the
 * wire records and the names of segments with the engine and no more, reads definitions as plain maps, and looks at everything again
 * for each input. What it does is told as lines of text, which {@link EngineWorld} tells as well of what the engine does.
 */
final class Reference implements World {

    private static final int TOO_LONG = 200_000;

    private final Map<String, PublishedJourney> catalog = new TreeMap<>();
    private final Map<String, ReferencePerson> people = new TreeMap<>();
    /** Profiles that were merged away, on their way to the other profile. */
    private final List<ReferencePerson> moving = new ArrayList<>();

    private final Map<String, List<LearningModel>> models = new TreeMap<>();
    /** Whether a journey decides by what people answer to. */
    private boolean learnsFromAnswers;

    private final Map<String, List<String>> told = new TreeMap<>();
    private final Map<PublishedJourney.Version, Map<String, Object>> definitions = new IdentityHashMap<>();
    private final Map<PublishedJourney.Version, String> members = new IdentityHashMap<>();

    // What happens.

    @Override
    public void time(Instant to) {
        people.values().forEach(person -> ReferenceTime.catchUp(person, to));
    }

    @Override
    public void publish(PublishedJourney journey, Instant at) {
        time(at);
        catalog.put(journey.key(), journey);
        learnsFromAnswers = catalog.values().stream()
                .filter(j -> j.state() != State.ARCHIVED)
                .flatMap(j -> j.versions().stream())
                .flatMap(v -> map(definition(v).get("steps")).values().stream())
                .anyMatch(step -> "next-best".equals(map(step).get("type")) || hasBestTime(map(step)));
        people.values()
                .forEach(person -> input(person, at, _ -> {
                    // The news is all there is.
                }));
    }

    @Override
    public void happens(Activity activity) {
        ReferencePerson person = person(activity.profileId());
        if (activity.cause() instanceof Activity.MergedAway) {
            ReferenceTime.catchUp(person, activity.at());
            if (person.hasAnything(activity.at())) {
                moving.add(person);
            }
            people.remove(person.id);
            return;
        }
        input(person, activity.at(), p -> happens(p, activity));
    }

    private void happens(ReferencePerson person, Activity activity) {
        person.facts = Facts.of(activity);
        person.forTheRecord = ReferenceTriggers.isForTheRecord(activity);
        List<ReferenceTrip> trips = person.inOrder();
        if (activity.cause() instanceof Activity.MessageChanged(var outcome)) {
            if (learnsFromAnswers && !outcome.test()) {
                person.answers.hear(outcome, ReferenceCalendar.zone(activity.traits(), Map.of()));
            }
            trips.forEach(t -> t.message(outcome.messageId(), outcome.status().wire()));
        }
        trips.forEach(t -> t.goals(activity));
        person.watched.forEach(t -> t.goals(activity));
        trips.forEach(t -> t.exits(activity, activity.at()));
        trips.stream().filter(person.live::contains).forEach(t -> t.satisfy(activity, standsStill(t)));
        person.carryOut();
        byRank(catalog.values(), activity.at()).forEach(journey -> {
            new ReferenceEntry(person, journey, ReferenceEntry.Cause.of(activity)).tryEnter();
            person.carryOut();
        });
    }

    @Override
    public void asked(String profile, Request request, Instant at) {
        input(person(profile), at, person -> {
            if (!person.isFollowed()) {
                person.facts = request.known();
            }
            person.enter(request.journey(), "api", request.id(), request.properties(), Map.of(), null, at);
        });
    }

    @Override
    public void answered(String profile, Place place, String outcome, Map<String, Object> values, Instant at) {
        input(person(profile), at, person -> person.answer(place, outcome, values, at));
    }

    @Override
    public void ordered(String profile, String instance, String order, String to, Instant at) {
        input(person(profile), at, person -> person.inOrder().stream()
                .filter(t -> t.id.equals(instance))
                .forEach(t -> t.ordered(order, to, at)));
    }

    /** What is pending ends with the instances, and nothing is left of the profile: whoever comes again is somebody new. */
    @Override
    public void erased(String profile, String request, String named, Instant at) {
        ReferencePerson person = person(profile);
        person.now(at);
        List<ReferenceTrip> live = person.inOrder();
        live.forEach(trip -> trip.end("erased", at));
        people.remove(profile);
        say(at, profile, Lines.forgotten("state:" + named, live.size()));
    }

    /** One input of a profile: what was due by then, then the input, then what that makes due at once. */
    private void input(ReferencePerson person, Instant at, Consumer<ReferencePerson> what) {
        person.begins();
        person.now(at);
        endArchived(person, at);
        ReferenceTime.catchUp(person, at);
        person.begins();
        what.accept(person);
        person.carryOut();
        ReferenceStanding.lookAhead(person, at);
        ReferenceTime.catchUp(person, at);
        person.forTheRecord = false;
        person.forget();
        if (!learnsFromAnswers) {
            person.answers.forget();
        }
    }

    private void endArchived(ReferencePerson person, Instant at) {
        person.inOrder().stream()
                .filter(t -> published(t.journey).state() == State.ARCHIVED)
                .forEach(t -> t.end("archived", at));
        person.carryOut();
    }

    /** The journeys of profiles that were merged away arrive where they belong. */
    @Override
    public void movedIn(String into, Instant at) {
        for (ReferencePerson from : moving) {
            input(person(into), at, to -> {
                ReferenceMerge.move(from, to, at);
                endArchived(to, at);
                to.inOrder().forEach(t -> t.retime(at));
            });
        }
        moving.clear();
    }

    // What is known.

    @Override
    public void learned(LearningModel model) {
        models.computeIfAbsent(model.key(), _ -> new ArrayList<>()).add(model);
    }

    /** The newest that holds at that time, the oldest where all are newer; null where there is none. */
    LearningModel model(String key, Instant at) {
        List<LearningModel> all = models.getOrDefault(key, List.of());
        Comparator<LearningModel> byTime = Comparator.comparing(LearningModel::from);
        return all.stream()
                .filter(model -> !model.from().isAfter(at))
                .max(byTime.thenComparing(LearningModel::model))
                .or(() -> all.stream().min(byTime))
                .orElse(null);
    }

    /** Whether nobody has stopped the learning of the step where the trip is. */
    boolean learns(ReferenceTrip trip, Instant at) {
        return published(trip.journey).learning().stream()
                .filter(decision -> decision.step().equals(trip.step))
                .filter(decision -> !decision.from().isAfter(at))
                .reduce((_, later) -> later)
                .map(decision -> !decision.stopped())
                .orElse(true);
    }

    /** Whether the step is a message that waits for its hour. */
    static boolean hasBestTime(Map<String, Object> step) {
        return "send".equals(step.get("type")) && map(step.get("when")).containsKey("bestTime");
    }

    boolean standsStill(ReferenceTrip trip) {
        return published(trip.journey).state() == State.HELD;
    }

    PublishedJourney published(String journey) {
        return catalog.get(journey);
    }

    List<PublishedJourney> published() {
        return List.copyOf(catalog.values());
    }

    private List<PublishedJourney> byRank(Iterable<PublishedJourney> journeys, Instant at) {
        List<PublishedJourney> ranked = new ArrayList<>();
        journeys.forEach(ranked::add);
        ranked.sort(Comparator.comparingInt((PublishedJourney j) -> -priority(current(j), at))
                .thenComparing(PublishedJourney::key));
        return ranked;
    }

    Map<String, Object> current(PublishedJourney journey) {
        return definition(journey, journey.current());
    }

    /** A version as plain data. */
    Map<String, Object> definition(PublishedJourney journey, int version) {
        return definition(version(journey, version));
    }

    static PublishedJourney.Version version(PublishedJourney journey, int version) {
        return journey.versions().stream()
                .filter(v -> v.version() == version)
                .findFirst()
                .orElseThrow();
    }

    Map<String, Object> definition(PublishedJourney.Version version) {
        return definitions.computeIfAbsent(version, v -> {
            Map<String, Object> definition = map(Wire.JSON.convertValue(v.definition(), Map.class));
            if (definition.get("timezone") != null) {
                ReferenceConditions.inZone(definition, (String) definition.get("timezone"));
            }
            return definition;
        });
    }

    /** The segment of those who enter a version by time; empty where nobody does. */
    String members(PublishedJourney.Version version) {
        return members.computeIfAbsent(version, v -> isTimed(definition(v)) ? segment(v) : "");
    }

    private static String segment(PublishedJourney.Version version) {
        return JourneyDefinitions.segments(version.definition(), version.version()).keySet().stream()
                .filter(segment -> segment.startsWith("entry-"))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a schedule or a date brings the entries of a journey. */
    static boolean isTimed(Map<String, Object> definition) {
        Map<String, Object> on = map(map(definition.get("entry")).get("on"));
        return on.containsKey("schedule") || on.containsKey("date");
    }

    /** Until some time, where the journey says so. */
    static int priority(Map<String, Object> definition, Instant at) {
        String until = (String) definition.get("priorityUntil");
        return until == null || at.isBefore(Instant.parse(until))
                ? ((Number) definition.getOrDefault("priority", 0)).intValue()
                : 0;
    }

    private ReferencePerson person(String id) {
        return people.computeIfAbsent(id, _ -> new ReferencePerson(this, id));
    }

    /** A number in [0, 1) that is always the same for the same names. */
    static double draw(String... names) {
        String hex = ProfileIds.derive(String.join("|", names)).replace("-", "").substring(0, 12);
        return Long.parseLong(hex, 16) / (double) (1L << 48);
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
