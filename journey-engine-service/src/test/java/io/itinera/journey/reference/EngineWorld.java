package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Call;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Instance;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.engine.LearnedModels;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.engine.TimerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The engine's pure function with the shell of a test: states in a map, timers in a sorted set, effects as lines of text. */
final class EngineWorld implements World {

    private static final Comparator<TimerId> AS_STORED = Comparator.comparing(TimerId::due)
            .thenComparing(TimerId::profileId)
            .thenComparing(TimerId::instance)
            .thenComparing(TimerId::step)
            .thenComparingInt(TimerId::visit);

    private final boolean timersFire;
    private final UnaryOperator<ProfileState> keeping;
    private final Shell shell;
    private final Map<String, ProfileState> states = new TreeMap<>();
    private final TreeSet<TimerId> timers = new TreeSet<>(AS_STORED);
    private final Map<String, List<String>> told = new TreeMap<>();
    private final List<Transition> transitions = new ArrayList<>();
    private final Map<String, List<SendRequest>> sends = new TreeMap<>();
    private final List<Question> questions = new ArrayList<>();
    private final List<Effect.Deliver> moving = new ArrayList<>();
    private final List<Recorded> recorded = new ArrayList<>();
    private LearnedModels models = LearnedModels.NONE;
    private Catalog catalog = Catalog.empty();
    private Instant now;

    /** An input that the log of activities or of other inputs has. */
    record Recorded(String profile, Input input) {}

    /** What a step has asked an endpoint, or a person. */
    record Question(String profile, Place place, boolean isTask) {}

    /** What applies inputs: the engine, or something around it. */
    interface Shell {
        Outcome apply(Catalog catalog, ProfileState before, Input input);
    }

    private EngineWorld(boolean timersFire, UnaryOperator<ProfileState> keeping, Shell shell) {
        this.timersFire = timersFire;
        this.keeping = keeping;
        this.shell = shell;
    }

    /** Timers fire when they are due. */
    static EngineWorld punctual() {
        return new EngineWorld(true, state -> state, Advance::apply);
    }

    /** No timer fires by itself: inputs catch up with what was due. */
    static EngineWorld late() {
        return new EngineWorld(false, state -> state, Advance::apply);
    }

    /** What is kept goes through {@code keeping} after each input. */
    static EngineWorld keeping(UnaryOperator<ProfileState> keeping) {
        return new EngineWorld(true, keeping, Advance::apply);
    }

    /** Each input goes through {@code shell}. */
    static EngineWorld through(Shell shell) {
        return new EngineWorld(true, state -> state, shell);
    }

    // What happens.

    /** Time passes: what is due fires in order, as a processor would take it from its store. */
    @Override
    public void time(Instant to) {
        now = to;
        if (timersFire) {
            fire(to);
        }
    }

    /** Lets all that is due by then fire, now if not before. */
    void fire(Instant to) {
        while (!timers.isEmpty() && !timers.first().due().isAfter(to)) {
            TimerId timer = timers.pollFirst();
            apply(timer.profileId(), Input.WaitDue.of(timer));
        }
    }

    @Override
    public void publish(PublishedJourney journey, Instant at) {
        fire(at);
        catalog = catalog.with(journey);
        // As the processor does: all hear of it, whichever journeys they are in.
        List.copyOf(states.keySet()).forEach(profile -> apply(profile, new Input.CatalogChanged(at)));
    }

    @Override
    public void learned(LearningModel model) {
        models = models.with(model);
        catalog = catalog.knowing(models);
    }

    /** As the processor does: what concerns no journey is passed over where nothing is kept. */
    @Override
    public void happens(Activity activity) {
        Input input = new Input.ActivityHappened(activity);
        recorded.add(new Recorded(activity.profileId(), input));
        if (states.containsKey(activity.profileId()) || catalog.concerns(activity)) {
            apply(activity.profileId(), input);
        }
    }

    /** The journeys of profiles that were merged away arrive where they belong. */
    @Override
    public void movedIn(String into, Instant at) {
        List<Effect.Deliver> all = List.copyOf(moving);
        moving.clear();
        all.forEach(move -> apply(move.toProfile(), move.input()));
    }

    @Override
    public void asked(String profile, Request request, Instant at) {
        Facts facts = request.known();
        Knowledge known = new Knowledge(facts.traits(), facts.computed(), facts.consents(), facts.segments());
        record(profile, new Input.EntryRequested(request.id(), request.journey(), request.properties(), known, at));
    }

    @Override
    public void answered(String profile, Place place, String outcome, Map<String, Object> values, Instant at) {
        record(
                profile,
                new Input.Answered(place.instance(), place.step(), place.visit(), new Answer(outcome, values), at));
    }

    @Override
    public void ordered(String profile, String instance, String order, String to, Instant at) {
        Input.Order what = Input.Order.valueOf(order.toUpperCase(Locale.ROOT).replace('-', '_'));
        record(profile, new Input.Ordered("order", instance, what, to, new Input.By("ops", null), at));
    }

    /** What the profile was late with is done before: it would not be done any more, and be a difference. */
    @Override
    public void erased(String profile, String request, String named, Instant at) {
        List<TimerId> late = timers.stream()
                .filter(timer ->
                        timer.profileId().equals(profile) && !timer.due().isAfter(at))
                .toList();
        if (!late.isEmpty()) {
            apply(profile, new Input.WaitDue("", "", 0, at));
        }
        record(profile, new Input.Erased(request, "somebody", named, at));
    }

    private void record(String profile, Input.Delivered input) {
        recorded.add(new Recorded(profile, input));
        apply(profile, input);
    }

    private void apply(String profile, Input input) {
        ProfileState before = states.getOrDefault(profile, ProfileState.empty(profile));
        Outcome outcome = shell.apply(catalog, before, input);
        if (outcome.after().isEmpty()) {
            states.remove(profile);
        } else {
            states.put(profile, keeping.apply(outcome.after()));
        }
        outcome.effects().forEach(effect -> carryOut(profile, effect));
    }

    private void carryOut(String profile, Effect effect) {
        switch (effect) {
            case Effect.Record(Transition t) -> {
                transitions.add(t);
                say(profile, ReferenceLog.line(t));
            }
            case Effect.Send(SendRequest s) -> {
                sends.computeIfAbsent(profile, _ -> new ArrayList<>()).add(s);
                say(profile, ReferenceLog.line(s));
            }
            case Effect.Cancel(SendCancel c) -> say(profile, c.at(), Lines.cancels(c.cancels(), c.reason()));
            case Effect.MakeCall(Call c) -> {
                asks(profile, c.journey(), c.visit(), false);
                String to = c.endpoint() == null ? c.url() : c.endpoint();
                say(profile, c.requestedAt(), Lines.call(c.id(), c.journey().step(), to, c.until(), c.data()));
            }
            case Effect.Task(TaskChange c) -> {
                if (c.kind() == TaskChange.Kind.OPENED) {
                    asks(profile, c.journey(), c.visit(), true);
                }
                String step = c.journey().step();
                say(profile, c.at(), Lines.task(c.kind().wire(), c.id(), step, c.assignees(), c.outcome()));
            }
            case Effect.Publish(var event)
            when event.type() == EventType.TRACK ->
                say(profile, event.receivedAt(), Lines.event(event.name(), event.properties()));
            case Effect.Publish(var event) -> say(profile, event.receivedAt(), Lines.traits(parts(event)));
            case Effect.SetTimer(var timer) -> timers.add(timer);
            case Effect.CancelTimer(var timer) -> timers.remove(timer);
            case Effect.Deliver move -> moving.add(move);
            case Effect.Confirm(PrivacyReceipt r) ->
                say(profile, r.at(), Lines.forgotten(r.part(), r.counts().get("instances")));
        }
    }

    private void asks(String profile, JourneyRef at, int visit, boolean task) {
        questions.add(new Question(profile, new Place(at.instance(), at.step(), visit), task));
    }

    private static Map<String, Map<String, Object>> parts(SourceEvent event) {
        Map<String, Map<String, Object>> parts = new TreeMap<>();
        if (!event.traits().isEmpty()) {
            parts.put("set", event.traits());
        }
        ReferenceConditions.map(event.context().get("itinera")).forEach((part, values) -> {
            Map<String, Object> members = new HashMap<>();
            if (values instanceof List<?> traits) {
                traits.forEach(trait -> members.put((String) trait, null));
            } else {
                members.putAll(ReferenceConditions.map(values));
            }
            parts.put(part, members);
        });
        return parts;
    }

    private void say(String profile, Instant at, String what) {
        say(profile, Lines.at(at, what));
    }

    private void say(String profile, String line) {
        told.computeIfAbsent(profile, _ -> new ArrayList<>()).add(line);
    }

    // What came of it.

    /** What was told of each profile. */
    Map<String, List<String>> told() {
        return told;
    }

    /** How many lines were told until now. */
    int lines() {
        return told.values().stream().mapToInt(List::size).sum();
    }

    /** How many lines were told of each profile until now. */
    Map<String, Integer> linesOfEach() {
        Map<String, Integer> lines = new TreeMap<>();
        told.forEach((profile, all) -> lines.put(profile, all.size()));
        return lines;
    }

    /** What instances did, with what explains it. */
    List<Transition> transitions() {
        return transitions;
    }

    /** What came in, in order. */
    List<Recorded> recorded() {
        return recorded;
    }

    /** Messages that were asked for so far. */
    List<SendRequest> sends(String profile) {
        return sends.getOrDefault(profile, List.of());
    }

    /** What endpoints and people were asked so far. */
    List<Question> questions() {
        return questions;
    }

    /** Where live instances wait. */
    List<Place> places() {
        return states.values().stream()
                .flatMap(s -> s.live().stream())
                .map(i -> new Place(i.id(), i.waiting().step(), i.waiting().visit()))
                .toList();
    }

    /** Whose instance it is now. */
    String owner(String instance) {
        return states.values().stream()
                .filter(s -> s.live().stream().anyMatch(i -> i.id().equals(instance)))
                .map(ProfileState::profileId)
                .findFirst()
                .orElseThrow();
    }

    /** How far time has passed. */
    Instant now() {
        return now;
    }

    /** When the next timer is due, or null. */
    Instant nextDue() {
        return timers.isEmpty() ? null : timers.first().due();
    }

    Catalog catalog() {
        return catalog;
    }

    Map<String, ProfileState> states() {
        return states;
    }

    TreeSet<TimerId> timers() {
        return timers;
    }

    List<String> positions() {
        return states.values().stream()
                .flatMap(s -> s.live().stream().map(i -> position(s.profileId(), i)))
                .sorted()
                .toList();
    }

    private static String position(String profile, Instance i) {
        JourneyRef ref =
                new JourneyRef(i.journey(), i.version(), i.id(), i.waiting().step());
        return Lines.position(profile, ref, i.waiting().visit(), i.waiting().due(), i.expires());
    }
}
