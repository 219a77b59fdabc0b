package io.itinera.journey.trial.simulate;

import io.itinera.conditions.Span;
import io.itinera.contracts.Activity;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.engine.TimerId;
import io.itinera.journey.trial.membership.Membership;
import io.itinera.journey.trial.membership.Memberships;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/** One scenario against a catalog, on a virtual clock that jumps from what happens to what happens next. */
final class Simulation {

    /** More inputs are a scenario that never comes to rest. */
    private static final int MAX_INPUTS = 10_000;

    private static final Span AT_MOST = Span.parse("P2Y");
    private static final Comparator<Pending> ORDER =
            Comparator.comparing(Pending::at).thenComparingLong(Pending::number);
    /** Before all others of the same time: what time changes is known to what happens then. */
    private static final long FIRST = Long.MIN_VALUE;

    private final Catalog catalog;
    private final String journey;
    private final Scenario scenario;
    private final Answers answers;
    private final Memberships memberships;
    private final Stage stage;
    private final ZoneId zone;
    private final PriorityQueue<Pending> pending = new PriorityQueue<>(ORDER);
    private final Set<TimerId> timers = new HashSet<>();
    private final Set<Instant> looks = new HashSet<>();
    private final List<Trace.Beat> beats = new ArrayList<>();
    private ProfileState state;
    private Membership membership;
    private Instant now;
    private long number;

    /**
     * Something that is going to happen.
     *
     * @param at when
     * @param number order among what happens at the same time
     * @param input kind of input, for the trace
     * @param about what it is, for the trace
     * @param message id of the message that it is about, or null
     * @param make makes the input when its time has come, or null when it is no longer wanted
     */
    private record Pending(Instant at, long number, String input, String about, String message, Supplier<Input> make) {}

    private Simulation(Catalog catalog, String journey, Scenario scenario, Memberships memberships) {
        this.catalog = catalog;
        this.journey = journey;
        this.scenario = scenario;
        this.answers = new Answers(journey, scenario.answers());
        this.stage = new Stage(scenario.profile());
        this.zone = zone(scenario.profile().traits().get("timezone"));
        this.state = ProfileState.empty(stage.profileId())
                .engagedIn(scenario.learned().own());
        this.now = scenario.start();
        this.memberships = memberships;
        Memberships.Told filled = memberships.begin(stage.filled(now));
        Activity known = told(filled);
        if (!known.segmentChanges().isEmpty()) {
            add(now, "time", "segments", () -> new Input.ActivityHappened(known));
        }
    }

    /**
     * Plays the scenario and tells what the journey of that key did.
     *
     * @param memberships in the segments that stand for conditions over event history, and for who enters by time
     */
    static Trace play(Catalog catalog, String journey, Scenario scenario, Memberships memberships) {
        Simulation simulation = new Simulation(catalog, journey, scenario, memberships);
        String stopped = simulation.run();
        return TraceWriter.write(journey, simulation.beats, scenario.arms(), simulation.now, stopped);
    }

    private String run() {
        Instant last = scenario.start();
        for (Scenario.Happening happening : scenario.events()) {
            Instant at = happening.at() == null ? after(scenario.start(), happening.after()) : happening.at();
            last = at.isAfter(last) ? at : last;
            if (happening.enter()) {
                add(at, "entry", journey, () -> asked(happening, at));
            } else {
                String about = happening.event() == null ? happening.type().wire() : happening.event();
                add(at, "event", about, () -> happened(stage.happening(happening, at)));
            }
        }
        Instant end = scenario.lasts() == null ? AT_MOST.after(last, zone) : after(scenario.start(), scenario.lasts());
        int inputs = 0;
        while (!pending.isEmpty() && !pending.peek().at().isAfter(end)) {
            Pending next = pending.remove();
            Input input = next.make().get();
            if (input != null) {
                if (++inputs > MAX_INPUTS) {
                    return "more than " + MAX_INPUTS + " inputs";
                }
                apply(next, input);
            }
        }
        if (scenario.lasts() != null) {
            now = end;
        }
        return pending.isEmpty() || scenario.lasts() != null ? null : "two years after the last event";
    }

    private Input happened(Activity activity) {
        return new Input.ActivityHappened(told(memberships.after(membership, activity)));
    }

    private Activity told(Memberships.Told told) {
        membership = told.membership();
        membership.due().filter(looks::add).ifPresent(this::look);
        return told.activity();
    }

    /** A membership may change at that time though nothing happens. */
    private void look(Instant at) {
        pending.add(new Pending(at, FIRST + number++, "time", "segments", null, () -> {
            Activity passed = told(memberships.after(membership, stage.passes(at)));
            return passed.segmentChanges().isEmpty() ? null : new Input.ActivityHappened(passed);
        }));
    }

    private Input asked(Scenario.Happening happening, Instant at) {
        return new Input.EntryRequested(
                "entry-" + number, journey, happening.properties(), stage.known(membership.in()), at);
    }

    private void apply(Pending what, Input input) {
        now = what.at();
        Outcome outcome = Advance.apply(catalog, state, input);
        state = outcome.after();
        List<Transition> transitions = new ArrayList<>();
        List<Trace.Message> messages = new ArrayList<>();
        List<Trace.Timer> set = new ArrayList<>();
        List<Trace.Emitted> emitted = new ArrayList<>();
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.Record(var transition) -> {
                    transitions.add(transition);
                    answers.took(transition).ifPresent(this::answer);
                }
                case Effect.Send(var request) -> messages.add(send(request));
                case Effect.SetTimer(var timer) -> set.add(set(timer));
                case Effect.CancelTimer(var timer) -> timers.remove(timer);
                case Effect.Publish(var event) -> {
                    add(now, "event", event.type().wire(), () -> happened(stage.came(event, now)));
                    Map<String, Object> data = event.properties().isEmpty() ? event.traits() : event.properties();
                    emitted.add(new Trace.Emitted(event.type().wire(), event.name(), data));
                }
                case Effect.Cancel _, Effect.MakeCall _, Effect.Task _, Effect.Confirm _ -> {
                    // What is still to come of a message or a call is the scenario's to say.
                }
                case Effect.Deliver(var to, var delivered) -> {
                    // A scenario is the life of one profile: what is for others has no effect here.
                    if (to.equals(stage.profileId())) {
                        add(now, "answer", delivered.getClass().getSimpleName(), () -> delivered);
                    }
                }
            }
        }
        beats.add(new Trace.Beat(now, what.input(), what.about(), what.message(), transitions, messages, set, emitted));
    }

    private void answer(Answers.Due due) {
        Instant at = after(now, due.answer().after());
        add(
                at,
                "answer",
                due.step() + " " + due.answer().outcome(),
                () -> new Input.Answered(
                        due.instance(),
                        due.step(),
                        due.visit(),
                        new Answer(due.answer().outcome(), due.answer().values()),
                        at));
    }

    private Trace.Timer set(TimerId timer) {
        timers.add(timer);
        add(timer.due(), "timer", timer.step(), () -> timers.remove(timer) ? Input.WaitDue.of(timer) : null);
        return new Trace.Timer(timer.due(), timer.step());
    }

    /** Its fate, or what the suite does where the scenario says nothing: it is sent, unless the profile said no. */
    private Trace.Message send(SendRequest request) {
        String step = request.journey().step();
        List<Scenario.Fate> fates = scenario.messages().get(step);
        if (!stage.allows(request)) {
            Scenario.Fate no = new Scenario.Fate(MessageStatus.SUPPRESSED, null, "no-consent", null);
            become(request, no);
        } else if (fates == null) {
            become(request, new Scenario.Fate(MessageStatus.SENT, null, null, null));
        } else {
            fates.forEach(fate -> become(request, fate));
        }
        return new Trace.Message(
                request.id(),
                step,
                request.channel(),
                request.template(),
                request.purpose(),
                request.offer(),
                request.requestedAt());
    }

    private void become(SendRequest request, Scenario.Fate fate) {
        Instant at = after(request.requestedAt(), fate.after());
        // A message that was asked for while catching up cannot have become something before now.
        Instant known = at.isBefore(now) ? now : at;
        pending.add(new Pending(
                known,
                number++,
                "message",
                fate.is().wire(),
                request.id(),
                () -> happened(stage.message(request, fate, known))));
    }

    private void add(Instant at, String input, String about, Supplier<Input> make) {
        pending.add(new Pending(at, number++, input, about, null, make));
    }

    private Instant after(Instant from, String duration) {
        return duration == null ? from : Scenario.parse(duration).after(from, zone);
    }

    private static ZoneId zone(Object timezone) {
        try {
            return timezone instanceof String name ? ZoneId.of(name) : ZoneOffset.UTC;
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
