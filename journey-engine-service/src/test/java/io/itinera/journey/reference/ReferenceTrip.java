package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.map;
import static io.itinera.journey.reference.ReferenceConditions.maps;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.ProfileIds;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One profile's way through one journey. */
final class ReferenceTrip {

    private static final int MOST_STEPS_AT_ONCE = 100;
    private static final Set<String> ACTIONS = Set.of("send", "update", "emit");

    /** A step of another instance that waits for this one's end. */
    record Awaiter(String instance, String step, int visit) {}

    final String id;
    final String journey;
    final int version;
    final Map<String, Object> definition;
    final String key;
    final Instant enteredAt;
    final Instant occurredAt;
    final Map<String, Object> entry;
    private final Map<String, String> messages = new HashMap<>();
    private final Map<String, Set<String>> statuses = new HashMap<>();
    private final Map<String, Integer> visits = new HashMap<>();
    private final Map<String, String> arms = new HashMap<>();
    private final Set<String> goals = new HashSet<>();

    ReferencePerson person;
    String step;
    Instant due;
    private Instant since;
    private Instant now;
    Instant expires;
    boolean missed;
    /** When the instance is over, the end of the time in which a goal still counts. */
    Instant watchedUntil;

    private final Map<String, Object> context;
    private final Awaiter awaiter;
    private Map<String, Object> event;
    /** What came while the journey stood still, to be applied when it goes on. */
    private Runnable heard;
    /** Until when what comes is passed without being done, or null. */
    private Instant skippedUntil;

    private long sequence;

    ReferenceTrip(
            ReferencePerson person, String id, ReferenceEntry.Offer offer, String key, ReferenceEntry.Cause cause) {
        this.person = person;
        this.id = id;
        this.journey = offer.journey();
        this.version = offer.version();
        this.definition = offer.definition();
        this.key = key;
        this.enteredAt = cause.activity().at();
        this.occurredAt = Reference.occurredAt(cause.activity());
        this.entry = Reference.properties(cause.activity());
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
        go(start, enteredAt);
    }

    void message(String messageId, Set<String> meaning) {
        messages.forEach((at, sent) -> {
            if (sent.equals(messageId)) {
                statuses.computeIfAbsent(at, _ -> new HashSet<>()).addAll(meaning);
            }
        });
    }

    /** A goal counts once, by the time at which its event happened. */
    void goals(Activity activity) {
        for (Map<String, Object> goal : maps(definition.get("goals"))) {
            String name = (String) goal.get("key");
            Instant happened = Reference.occurredAt(activity);
            Instant end = endOf(goal);
            if (!goals.contains(name)
                    && Reference.triggers(map(goal.get("on")), activity, zone())
                    && !happened.isBefore(occurredAt)
                    && (end == null || !happened.isAfter(end))) {
                goals.add(name);
                tell("goal", step, null, "goal:" + name, activity.at());
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
                    || happened != null && Reference.triggers(map(exit.get("on")), happened, zone());
            boolean when = !exit.containsKey("when") || ReferenceConditions.holds(map(exit.get("when")), known(at));
            if (on && when) {
                end("exit:" + exit.get("key"), at);
                return;
            }
        }
    }

    /** An event or a condition ends the wait; what else happens may change when time ends it. */
    void satisfy(Activity activity, boolean standsStill) {
        Map<String, Object> until = map(here().get("until"));
        String form = ReferenceWaits.form(here());
        if (form.equals("event") && Reference.triggers(until, activity, zone())) {
            hear(
                    () -> {
                        event = Reference.properties(activity);
                        leave("then", "event");
                    },
                    activity.at(),
                    standsStill);
        } else if (form.equals("condition") && ReferenceConditions.holds(until, known(activity.at()))) {
            hear(() -> leave("then", "condition"), activity.at(), standsStill);
        } else {
            retime(activity.at());
            if (due != null && !due.isAfter(activity.at()) && !standsStill) {
                timeIsUp(activity.at(), null);
            }
        }
    }

    /** The other journey that this one waits for has ended, or was not entered. */
    void answer(Map<String, Object> answer, Instant at, boolean standsStill) {
        if (heard == null) {
            boolean ended = answer.get("outcome").equals("ended");
            hear(
                    () -> {
                        context.put(step, answer);
                        leave(ended ? "next" : "refused", ended ? "journey-ended" : "entry-refused");
                    },
                    at,
                    standsStill);
        }
    }

    boolean waitsAs(Awaiter self) {
        return id.equals(self.instance()) && self.step().equals(step) && visits.get(step) == self.visit();
    }

    /** Applies at once, or is kept until the journey goes on. */
    private void hear(Runnable what, Instant at, boolean standsStill) {
        if (!standsStill) {
            now = at;
            what.run();
        } else if (!missed) {
            heard = what;
            due = at;
            missed = true;
        }
    }

    /** The end of a wait follows the profile's zone and data; an end that is past or gone is now. */
    void retime(Instant at) {
        if (due == null || missed || ReferenceWaits.form(here()).equals("journey")) {
            return;
        }
        Instant again = ReferenceWaits.end(here(), since, known(at));
        again = again == null || again.isBefore(at) ? at : again;
        if (!again.equals(due)) {
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
        skippedUntil = skip;
        if (heard != null) {
            heard.run();
        } else {
            switch (ReferenceWaits.form(here())) {
                case "event", "condition", "journey" -> leave("onTimeout", "timeout");
                case "date" ->
                    leave("next", ReferenceWaits.date(map(here().get("until")), known(at)) == null ? "no-date" : "due");
                default -> leave("next", "due");
            }
        }
        skippedUntil = null;
    }

    void merged(ReferencePerson into, Instant at) {
        person = into;
        tell("moved", step, null, "merged", at);
    }

    void end(String reason, Instant at) {
        tell(reason.startsWith("error") ? "failed" : "exited", step, null, reason, at);
        person.live.remove(this);
        step = null;
        watchedUntil = null;
        if (awaiter != null) {
            Map<String, Object> how = Map.of("outcome", "ended", "reason", reason, "journey", journey, "instance", id);
            person.errand(at, () -> person.answer(awaiter, how, at), () -> person.giveUp(awaiter, at));
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

    // Its way from step to step.

    private Map<String, Object> here() {
        return map(map(definition.get("steps")).get(step));
    }

    private void leave(String field, String reason) {
        Map<String, Object> here = here();
        Object next = here.getOrDefault(field, here.getOrDefault("next", here.get("then")));
        tell("moved", step, (String) next, reason, now);
        go((String) next, now);
    }

    private record Taken(String next, String reason) {}

    private void go(String to, Instant at) {
        now = at;
        due = null;
        missed = false;
        heard = null;
        String next = to;
        for (int count = 1; next != null; count++) {
            if (count > MOST_STEPS_AT_ONCE) {
                end("error: loop", now);
                return;
            }
            step = next;
            visits.merge(step, 1, Integer::sum);
            Taken taken = come(here());
            if (taken != null && taken.next == null) {
                end(taken.reason, now);
            } else if (taken != null) {
                tell("moved", step, taken.next, taken.reason, now);
            }
            next = taken == null ? null : taken.next;
        }
    }

    private Taken come(Map<String, Object> here) {
        String type = (String) here.get("type");
        boolean awaits = type.equals("enter") && Boolean.TRUE.equals(here.get("await"));
        if (skippedUntil != null && (ACTIONS.contains(type) || type.equals("enter") && !awaits)) {
            return new Taken((String) here.get("next"), "skipped");
        }
        if (skippedUntil != null && awaits) {
            now = skippedUntil;
            skippedUntil = null;
        }
        return switch (type) {
            case "send" -> send(here, now);
            case "branch" -> branch(here, now);
            case "split" -> split(here);
            case "update" -> update(here, now);
            case "emit" -> emit(here, now);
            case "enter" -> enterOther(here, awaits, now);
            case "wait" -> await(here, now);
            default -> new Taken(null, (String) here.getOrDefault("reason", "completed"));
        };
    }

    private Taken send(Map<String, Object> here, Instant at) {
        String message = ProfileIds.derive(id + "|" + step + "|" + visits.get(step));
        messages.put(step, message);
        statuses.remove(step);
        person.world.say(at, person.id, Lines.send(message, step, (String) here.get("template"), event));
        return new Taken((String) here.get("next"), "requested");
    }

    private Taken branch(Map<String, Object> here, Instant at) {
        return maps(here.get("branches")).stream()
                .filter(branch -> ReferenceConditions.holds(map(branch.get("when")), known(at)))
                .map(branch -> new Taken((String) branch.get("next"), "condition"))
                .findFirst()
                .orElse(new Taken((String) here.get("otherwise"), "otherwise"));
    }

    private Taken split(Map<String, Object> here) {
        double draw = Reference.draw("split", person.id, journey, step);
        Map<String, Object> arm = ReferenceSplit.arm(maps(here.get("arms")), arms.get(step), draw);
        arms.put(step, (String) arm.get("key"));
        return new Taken((String) arm.get("next"), "arm:" + arm.get("key"));
    }

    /** Null where it stays. */
    private Taken await(Map<String, Object> here, Instant at) {
        String form = ReferenceWaits.form(here);
        if (form.equals("condition") && ReferenceConditions.holds(map(here.get("until")), known(at))) {
            return new Taken((String) here.getOrDefault("then", here.get("next")), "condition");
        }
        since = at;
        due = ReferenceWaits.end(here, at, known(at));
        boolean atOnce = due == null || !due.isAfter(at);
        String passed = Map.of("date", due == null ? "no-date" : "date-passed", "window", "window-open")
                .get(form);
        if (atOnce && passed != null) {
            return new Taken((String) here.get("next"), passed);
        }
        tell("waiting", step, null, form, at);
        return null;
    }

    private Taken emit(Map<String, Object> here, Instant at) {
        Object properties = ReferenceUpdates.value(here.getOrDefault("properties", Map.of()), known(at));
        person.world.say(at, person.id, Lines.event((String) here.get("event"), map(properties)));
        return new Taken((String) here.get("next"), "emitted");
    }

    /** The other instance begins when all that happens at the moment has been applied to this one. */
    private Taken enterOther(Map<String, Object> here, boolean awaits, Instant at) {
        Object handed =
                here.containsKey("properties") ? ReferenceUpdates.value(here.get("properties"), known(at)) : entry;
        Map<String, Object> with = map(ReferenceUpdates.value(here.getOrDefault("context", Map.of()), known(at)));
        Awaiter self = awaits ? new Awaiter(id, step, visits.get(step)) : null;
        String visit = ProfileIds.derive(id + "|" + step + "|" + visits.get(step));
        String to = (String) here.get("journey");
        Runnable enters = () -> person.enter(to, visit, map(handed), with, self, at);
        person.errand(at, enters, () -> person.refuseLoop(to, visit, self, at));
        if (!awaits) {
            return new Taken((String) here.get("next"), "entered");
        }
        since = at;
        due = ReferenceWaits.end(here, at, known(at));
        tell("waiting", step, null, "journey", at);
        return null;
    }

    private Taken update(Map<String, Object> here, Instant at) {
        Map<String, Map<String, Object>> parts = ReferenceUpdates.parts(here, known(at));
        if (parts.isEmpty()) {
            return new Taken((String) here.get("next"), "nothing-to-update");
        }
        Reference.Facts facts = person.facts;
        person.facts =
                new Reference.Facts(ReferenceUpdates.after(facts.traits(), parts), facts.computed(), facts.segments());
        person.world.say(at, person.id, Lines.traits(parts));
        return new Taken((String) here.get("next"), "updated");
    }

    // What is known, and what is told.

    ZoneId zone() {
        return ReferenceCalendar.zone(person.facts.traits(), definition);
    }

    private ReferenceConditions.Known known(Instant now) {
        return new ReferenceConditions.Known(now, zone(), person.facts, entry, event, statuses, goals, context);
    }

    private void tell(String kind, String at, String next, String reason, Instant when) {
        JourneyRef ref = new JourneyRef(journey, version, id, at);
        person.world.say(person, ref, sequence++, when, Lines.transition(kind, at, next, reason));
    }

    String position() {
        return Lines.position(person.id, new JourneyRef(journey, version, id, step), visits.get(step), due, expires);
    }
}
