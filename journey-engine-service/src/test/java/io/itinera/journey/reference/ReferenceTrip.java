package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.list;
import static io.itinera.journey.reference.ReferenceConditions.map;
import static io.itinera.journey.reference.ReferenceConditions.maps;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One profile's way through one journey: what happens to it. {@link ReferenceSteps} is what it does on the way. */
final class ReferenceTrip {

    final String id;
    final String journey;
    int version;
    Map<String, Object> definition;
    final String key;
    final Instant enteredAt;
    final Instant occurredAt;
    final Map<String, Object> entry;
    /** Ids of the latest message of each step, by its channel and by those that follow. */
    final Map<String, List<String>> messages = new HashMap<>();

    final Map<String, Set<String>> statuses = new HashMap<>();
    final Map<String, Integer> visits = new HashMap<>();
    final Map<String, String> arms = new HashMap<>();
    final Map<String, Object> context;
    final Set<String> goals = new HashSet<>();
    final ReferenceMigrations.Led led = new ReferenceMigrations.Led();

    ReferencePerson person;
    String step;
    int visit;
    Instant due;
    Instant since;
    Instant now;
    Instant expires;
    boolean missed;
    Map<String, Object> event;
    /** What came while the journey stood still, to be applied when it goes on. */
    Runnable heard;
    /** When the instance is over, the end of the time in which a goal still counts. */
    Instant watchedUntil;

    long sequence;
    private final World.Place awaiter;
    private final ReferenceSteps steps = new ReferenceSteps(this);

    ReferenceTrip(
            ReferencePerson person, String id, ReferenceEntry.Offer offer, String key, ReferenceEntry.Cause cause) {
        this.person = person;
        this.id = id;
        this.journey = offer.journey();
        this.version = offer.version();
        this.definition = offer.definition();
        this.key = key;
        this.enteredAt = cause.activity().at();
        this.occurredAt = ReferenceTriggers.occurredAt(cause.activity());
        this.entry = ReferenceTriggers.properties(cause.activity());
        this.event = entry;
        this.context = new HashMap<>(cause.context());
        this.awaiter = cause.awaiter();
    }

    // What happens to it.

    void enter(String reason) {
        if (definition.containsKey("maxDuration")) {
            expires = ReferenceCalendar.plus(enteredAt, (String) definition.get("maxDuration"), zone());
        }
        String start = (String) definition.get("start");
        tell("entered", null, start, reason, enteredAt);
        steps.go(start, enteredAt);
    }

    /** That one channel did not take a message is nothing, as long as there is another one. */
    void message(String messageId, String status) {
        boolean failed = List.of("suppressed", "bounced").contains(status);
        messages.forEach((at, ids) -> {
            if (failed ? ids.getLast().equals(messageId) : ids.contains(messageId)) {
                statuses.computeIfAbsent(at, _ -> new HashSet<>()).add(status);
            }
        });
    }

    /** A goal counts once, by the time at which its event happened. */
    void goals(Activity activity) {
        for (Map<String, Object> goal : maps(definition.get("goals"))) {
            String name = (String) goal.get("key");
            Instant happened = ReferenceTriggers.occurredAt(activity);
            Instant end = endOf(goal);
            if (!goals.contains(name)
                    && ReferenceTriggers.newly(map(goal.get("on")), activity, zone())
                    && !happened.isBefore(occurredAt)
                    && (end == null ? step != null : happened.isBefore(end))) {
                goals.add(name);
                tell("goal", step, null, "goal:" + name + Lines.arms(arms), activity.at());
            }
        }
    }

    /** A goal without a time of its own has the journey's. */
    private Instant endOf(Map<String, Object> goal) {
        String within = (String) goal.getOrDefault("within", definition.get("maxDuration"));
        return within == null ? null : ReferenceCalendar.plus(enteredAt, within, zone());
    }

    /** The first exit rule that fits ends it; when only time has passed, nothing has happened. */
    void exits(Activity happened, Instant at) {
        for (Map<String, Object> exit : maps(definition.get("exits"))) {
            boolean on = !exit.containsKey("on")
                    || happened != null && ReferenceTriggers.met(map(exit.get("on")), happened, zone());
            boolean when = !exit.containsKey("when") || ReferenceConditions.holds(map(exit.get("when")), known(at));
            if (on && when) {
                end("exit:" + exit.get("key"), at);
                return;
            }
        }
    }

    /** An event or a condition ends the wait; what else happens may change when time ends it. */
    void satisfy(Activity activity, boolean standsStill) {
        if (person.forTheRecord) {
            retime(activity.at());
            return;
        }
        if (!standsStill && isRerouted(activity)) {
            return;
        }
        Map<String, Object> until = ReferenceWaits.until(here());
        String form = ReferenceWaits.form(here());
        if (form.equals("event") && ReferenceTriggers.met(until, activity, zone())) {
            hear(
                    () -> {
                        event = ReferenceTriggers.properties(activity);
                        steps.leave("then", "event");
                    },
                    activity.at(),
                    standsStill);
        } else if (form.equals("condition") && ReferenceConditions.holds(until, known(activity.at()))) {
            hear(() -> steps.leave("then", "condition"), activity.at(), standsStill);
        } else if (heard != null && !standsStill) {
            now = activity.at();
            heard.run();
        } else {
            retime(activity.at());
            if (due != null && !due.isAfter(activity.at()) && !standsStill) {
                timeIsUp(activity.at(), null);
            }
        }
    }

    /** The first reroute that fits leads elsewhere, whatever the step waits for. */
    private boolean isRerouted(Activity activity) {
        for (Map<String, Object> reroute : maps(definition.get("reroutes"))) {
            List<?> from = list(reroute.get("from"));
            if ((from.isEmpty() || from.contains(step))
                    && ReferenceTriggers.met(map(reroute.get("on")), activity, zone())) {
                event = ReferenceTriggers.properties(activity);
                now = activity.at();
                steps.leaveFor((String) reroute.get("next"), "reroute:" + reroute.get("key"));
                return true;
            }
        }
        return false;
    }

    /** What the step waits for came back: from an endpoint, a person, or another journey. */
    void answer(String outcome, Map<String, Object> values, Instant at) {
        if (!ReferenceSteps.knows(here(), outcome)) {
            return;
        }
        Map<String, Object> whole = ReferenceEnter.collect(this, values);
        if (whole != null) {
            String how = here().get("type").equals("enter") ? (String) whole.get("outcome") : outcome;
            hear(() -> steps.answered(how, whole), at, person.world.standsStill(this));
        }
    }

    boolean waitsAs(World.Place self) {
        return id.equals(self.instance()) && self.step().equals(step) && visit == self.visit();
    }

    /** Applies at once, or is kept until the journey goes on; what came for the record is kept until something else happens. */
    private void hear(Runnable what, Instant at, boolean standsStill) {
        if (!standsStill && person.forTheRecord) {
            heard = heard == null ? what : heard;
        } else if (!standsStill) {
            now = at;
            what.run();
        } else if (!missed) {
            heard = what;
            due = at;
            missed = true;
        }
    }

    /** The end of a wait follows the profile's zone and data; an end that is past or gone is now, but not by what is for the record. */
    void retime(Instant at) {
        if (due == null || missed || led.arriving || !here().get("type").equals("wait")) {
            return;
        }
        Instant again = ReferenceWaits.end(here(), since, known(at));
        again = again == null || again.isBefore(at) ? at : again;
        if (!again.equals(due) && (again.isAfter(at) || !person.forTheRecord)) {
            due = again;
            tell("waiting", step, null, "due-moved", at);
        }
    }

    /** Time ends the wait, unless an exit rule ends the instance. */
    void timeIsUp(Instant at, Instant skip) {
        exits(null, at);
        if (step == null) {
            return;
        }
        now = at;
        steps.skipUntil(skip);
        if (heard != null) {
            heard.run();
        } else if (led.arriving) {
            steps.go(step, now);
            led.stands(this);
        } else {
            steps.timeIsUp();
        }
        steps.skipUntil(null);
    }

    /** An operator's order holds also while the journey stands still; one that leads nowhere is none. */
    void ordered(String order, String to, Instant at) {
        String next =
                switch (order) {
                    case "go-on" -> ReferenceSteps.firstWay(here());
                    default -> map(definition.get("steps")).containsKey(to) ? to : null;
                };
        now = at;
        if (order.equals("end")) {
            end("ordered", at);
        } else if (order.equals("go-on") && ReferenceWaits.form(here()).equals("hour") && !led.arriving) {
            // As if the hour had come: then it is done.
            steps.timeIsUp();
        } else if (next != null) {
            steps.leaveFor(next, "ordered");
        }
    }

    void merged(ReferencePerson into, Instant at) {
        person = into;
        tell("moved", step, null, "merged", at);
    }

    /** What the step has asked a person is no longer wanted. */
    void withdraw(Instant at) {
        steps.withdraw(null, at);
    }

    /** It ends, not by itself: what it has asked for is taken back. */
    void end(String reason, Instant at) {
        steps.withdraw(null, at);
        over(reason, at, true);
    }

    /** It ends, by itself or not. */
    void over(String reason, Instant at, boolean fromOutside) {
        tell(reason.startsWith("error") ? "failed" : "exited", step, null, reason, at);
        if (fromOutside && messages.keySet().stream().anyMatch(this::mayStillGoOut)) {
            person.world.say(at, person.id, Lines.cancels(id, reason));
        }
        person.live.remove(this);
        step = null;
        watchedUntil = null;
        if (awaiter != null) {
            Map<String, Object> how = Map.of("outcome", "ended", "reason", reason, "journey", journey, "instance", id);
            person.errand(at, () -> person.answer(awaiter, "ended", how, at), () -> person.giveUp(awaiter, at));
        }
        if (reason.equals("merged")) {
            return;
        }
        for (Map<String, Object> goal : maps(definition.get("goals"))) {
            Instant end = endOf(goal);
            if (end != null && end.isAfter(at) && !goals.contains(goal.get("key"))) {
                watchedUntil = watchedUntil == null || end.isAfter(watchedUntil) ? end : watchedUntil;
            }
        }
        if (watchedUntil != null) {
            person.watched.add(this);
        }
    }

    /** No provider has it yet, as far as is known, and its step does not want it kept. */
    private boolean mayStillGoOut(String sendStep) {
        Set<String> met = new HashSet<>(statuses.getOrDefault(sendStep, Set.of()));
        met.remove("deferred");
        Map<String, Object> asked = map(map(definition.get("steps")).get(sendStep));
        return met.isEmpty() && !("send".equals(asked.get("type")) && Boolean.TRUE.equals(asked.get("keep")));
    }

    // What is known, and what is told.

    Map<String, Object> here() {
        return map(map(definition.get("steps")).get(step));
    }

    ZoneId zone() {
        return ReferenceCalendar.zone(person.facts.traits(), definition);
    }

    ReferenceConditions.Known known(Instant now) {
        return new ReferenceConditions.Known(now, zone(), person.facts, entry, event, statuses, goals, context);
    }

    void tell(String kind, String at, String next, String reason, Instant when) {
        JourneyRef ref = new JourneyRef(journey, version, id, at);
        person.world.say(person, ref, sequence++, when, Lines.transition(kind, at, next, reason));
    }

    String position() {
        return Lines.position(person.id, new JourneyRef(journey, version, id, step), visit, due, expires);
    }
}
