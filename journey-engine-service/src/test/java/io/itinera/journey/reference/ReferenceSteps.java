package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.list;
import static io.itinera.journey.reference.ReferenceConditions.map;
import static io.itinera.journey.reference.ReferenceConditions.maps;

import io.itinera.contracts.ProfileIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What a trip does from step to step, and what each step does. */
final class ReferenceSteps {

    private static final int MOST_STEPS_AT_ONCE = 100;
    private static final Set<String> ACTIONS = Set.of("send", "update", "emit", "leave");

    private final ReferenceTrip trip;
    /** Until when what comes is passed without being done, or null. */
    private Instant skippedUntil;

    /** Where an instant step leads; null where the trip is over. */
    private record Taken(String next, String reason) {}

    ReferenceSteps(ReferenceTrip trip) {
        this.trip = trip;
    }

    void skipUntil(Instant time) {
        skippedUntil = time;
    }

    // Leaving.

    /** Leaves by a way that the step names, else by its first. */
    void leave(String way, String reason) {
        Map<String, Object> here = trip.here();
        leaveFor((String) here.getOrDefault(way, here.getOrDefault("next", here.get("then"))), reason);
    }

    void leaveFor(String next, String reason) {
        leaveFor(next, reason, null);
    }

    private void leaveFor(String next, String reason, String outcome) {
        withdraw(outcome, trip.now);
        trip.led.leaves();
        trip.tell("moved", trip.step, next, reason, trip.now);
        go(next, trip.now);
    }

    /** Where an order to go on leads; null where it must name a step. */
    static String firstWay(Map<String, Object> here) {
        return Stream.of(List.of(here), maps(here.get("branches")), maps(here.get("arms")), maps(here.get("channels")))
                .flatMap(List::stream)
                .map(way -> (String) way.getOrDefault("next", way.get("then")))
                .filter(next -> next != null)
                .findFirst()
                .orElse(null);
    }

    /** A task is closed with its outcome; without one, it is no longer wanted. */
    void withdraw(String outcome, Instant at) {
        if (trip.step != null && "task".equals(trip.here().get("type")) && !trip.led.arriving) {
            trip.person.world.say(at, trip.person.id, Lines.task("closed", visitId(), trip.step, List.of(), outcome));
        }
    }

    /** The time of the wait has come, and nothing else. */
    void timeIsUp() {
        Map<String, Object> here = trip.here();
        switch (ReferenceWaits.form(here)) {
            case "event", "journey" -> leave("onTimeout", "timeout");
            case "condition" -> {
                boolean holds = ReferenceConditions.holds(map(here.get("until")), trip.known(trip.now));
                leave(holds ? "then" : "onTimeout", holds ? "condition" : "timeout");
            }
            case "call" -> {
                trip.context.put(trip.step, Map.of("outcome", "failed", "failure", "timeout"));
                leave("onFailure", "timeout");
            }
            case "task" -> overdue(here);
            case "hour" -> theHourHasCome(here);
            case "date" -> {
                Instant date = ReferenceWaits.date(map(here.get("until")), trip.known(trip.now));
                leave("next", date == null ? "no-date" : "due");
            }
            default -> leave("next", "due");
        }
    }

    private void theHourHasCome(Map<String, Object> here) {
        if (here.get("type").equals("next-best")) {
            ReferenceChoice.Done done = new ReferenceChoice(trip, trip.now).channelAfterTheHour();
            leaveFor(done.next(), done.reason());
        } else if (skippedUntil != null) {
            leave("next", "skipped");
        } else {
            ask(here, trip.now);
            leave("next", "requested");
        }
    }

    private void overdue(Map<String, Object> here) {
        Map<String, Object> state = new HashMap<>(map(trip.context.get(trip.step)));
        boolean limited = here.containsKey("atMost") && state.containsKey("until");
        Instant until = limited ? Instant.parse((String) state.get("until")) : null;
        if (until != null && !until.isAfter(trip.now)) {
            leave("onTimeout", "timeout");
            return;
        }
        state.put("outcome", "overdue");
        trip.context.put(trip.step, state);
        List<?> people = list(here.get("escalateTo"));
        trip.person.world.say(trip.now, trip.person.id, Lines.task("overdue", visitId(), trip.step, people, null));
        stay(until, "overdue");
    }

    // Answers.

    /** Whether an answer is one that the step waits for. */
    static boolean knows(Map<String, Object> here, String outcome) {
        return switch ((String) here.get("type")) {
            case "task" ->
                maps(here.get("outcomes")).stream().anyMatch(o -> o.get("key").equals(outcome));
            case "webhook" -> Set.of("answered", "failed").contains(outcome);
            case "enter" -> Set.of("ended", "refused").contains(outcome);
            default -> false;
        };
    }

    void answered(String outcome, Map<String, Object> values) {
        Map<String, Object> here = trip.here();
        Map<String, Object> kept = new HashMap<>(values);
        kept.put("outcome", outcome);
        trip.context.put(trip.step, kept);
        switch (outcome) {
            case "ended" -> leave("next", "journey-ended");
            case "refused" -> leave("refused", "entry-refused");
            case "answered" -> leave("next", "answered");
            case "failed" -> leave("onFailure", "call-failed");
            default ->
                maps(here.get("outcomes")).stream()
                        .filter(o -> o.get("key").equals(outcome))
                        .findFirst()
                        .ifPresent(o -> leaveFor((String) o.get("next"), "outcome:" + outcome, outcome));
        }
    }

    // Coming.

    /** Comes to a step, and goes on until one waits or ends. */
    void go(String to, Instant at) {
        trip.now = at;
        trip.due = null;
        trip.missed = false;
        trip.heard = null;
        String next = to;
        for (int count = 1; next != null; count++) {
            if (count > MOST_STEPS_AT_ONCE) {
                trip.over("error: loop", trip.now, true);
                return;
            }
            trip.step = next;
            trip.visit = trip.visits.merge(next, 1, Integer::sum);
            if (trip.definition.get("maxVisits") instanceof Number most && trip.visit > most.intValue()) {
                trip.over("max-visits", trip.now, true);
                return;
            }
            Taken taken = come(trip.here(), trip.now);
            if (taken != null && taken.next == null) {
                trip.over(taken.reason, trip.now, false);
            } else if (taken != null) {
                trip.tell("moved", trip.step, taken.next, taken.reason, trip.now);
            }
            next = taken == null ? null : taken.next;
        }
    }

    /** Null where the trip stays. */
    private Taken come(Map<String, Object> here, Instant before) {
        String type = (String) here.get("type");
        boolean awaits = ReferenceEnter.awaits(here);
        if (skippedUntil != null && (ACTIONS.contains(type) || type.equals("enter") && !awaits)) {
            return new Taken((String) here.get("next"), "skipped");
        }
        if (skippedUntil != null && (awaits || type.equals("webhook") || type.equals("task"))) {
            trip.now = skippedUntil;
            skippedUntil = null;
        }
        Instant at = trip.now;
        return switch (type) {
            case "send" -> send(here, at);
            case "branch" -> branch(here, at);
            case "split" -> split(here);
            case "optimize" -> chosen(new ReferenceChoice(trip, at).arm());
            case "next-best" -> chosen(new ReferenceChoice(trip, at).channel());
            case "update" -> update(here, at);
            case "emit" -> emit(here, at);
            case "enter" -> enterOther(here, awaits, at);
            case "leave" -> leaveOther(here, at);
            case "webhook" -> call(here, at);
            case "task" -> task(here, at);
            case "wait" -> await(here, at);
            default -> new Taken(null, (String) here.getOrDefault("reason", "completed"));
        };
    }

    private Taken stay(Instant due, String reason) {
        trip.since = trip.now;
        trip.due = due;
        trip.missed = false;
        trip.tell("waiting", trip.step, null, reason, trip.now);
        return null;
    }

    private String visitId() {
        return ProfileIds.derive(trip.id + "|" + trip.step + "|" + trip.visit);
    }

    private Taken chosen(ReferenceChoice.Done done) {
        return done.due() == null ? new Taken(done.next(), done.reason()) : stay(done.due(), done.reason());
    }

    private Taken send(Map<String, Object> here, Instant at) {
        if (Reference.hasBestTime(here)) {
            ReferenceChoice.Done hour = new ReferenceChoice(trip, at).message();
            if (hour.due() != null) {
                return chosen(hour);
            }
            ask(here, at);
            return new Taken((String) here.get("next"), hour.reason());
        }
        ask(here, at);
        return new Taken((String) here.get("next"), "requested");
    }

    private void ask(Map<String, Object> here, Instant at) {
        List<String> ids = new ArrayList<>(List.of(visitId()));
        for (Map<String, Object> other : maps(here.get("fallback"))) {
            ids.add(ProfileIds.derive(ids.getLast() + "|" + other.get("channel")));
        }
        trip.messages.put(trip.step, ids);
        trip.statuses.put(trip.step, new HashSet<>());
        String message = Lines.message(here.get("template"), here.get("offer"));
        trip.person.world.say(at, trip.person.id, Lines.send(visitId(), trip.step, message, trip.event, trip.context));
    }

    private Taken branch(Map<String, Object> here, Instant at) {
        return maps(here.get("branches")).stream()
                .filter(branch -> ReferenceConditions.holds(map(branch.get("when")), trip.known(at)))
                .map(branch -> new Taken((String) branch.get("next"), "condition"))
                .findFirst()
                .orElse(new Taken((String) here.get("otherwise"), "otherwise"));
    }

    private Taken split(Map<String, Object> here) {
        double draw = Reference.draw("split", trip.person.id, trip.journey, trip.step);
        Map<String, Object> arm = ReferenceSplit.arm(maps(here.get("arms")), trip.arms.get(trip.step), draw);
        trip.arms.put(trip.step, (String) arm.get("key"));
        return new Taken((String) arm.get("next"), "arm:" + arm.get("key"));
    }

    private Taken await(Map<String, Object> here, Instant at) {
        String form = ReferenceWaits.form(here);
        if (form.equals("condition") && ReferenceConditions.holds(map(here.get("until")), trip.known(at))) {
            return new Taken((String) here.getOrDefault("then", here.get("next")), "condition");
        }
        Instant due = ReferenceWaits.end(here, at, trip.known(at));
        boolean atOnce = due == null || !due.isAfter(at);
        String passed = Map.of("date", due == null ? "no-date" : "date-passed", "window", "window-open")
                .get(form);
        return atOnce && passed != null ? new Taken((String) here.get("next"), passed) : stay(due, form);
    }

    private Taken emit(Map<String, Object> here, Instant at) {
        Object properties = ReferenceUpdates.value(here.getOrDefault("properties", Map.of()), trip.known(at));
        trip.person.world.say(at, trip.person.id, Lines.event((String) here.get("event"), map(properties)));
        return new Taken((String) here.get("next"), "emitted");
    }

    private Taken update(Map<String, Object> here, Instant at) {
        Map<String, Map<String, Object>> parts = ReferenceUpdates.parts(here, trip.known(at));
        if (parts.isEmpty()) {
            return new Taken((String) here.get("next"), "nothing-to-update");
        }
        ReferencePerson person = trip.person;
        person.facts = person.facts.with(ReferenceUpdates.after(person.facts.traits(), parts));
        person.world.say(at, person.id, Lines.traits(parts));
        return new Taken((String) here.get("next"), "updated");
    }

    /** The other instance begins when all that happens at the moment has been applied to this one. */
    private Taken enterOther(Map<String, Object> here, boolean awaits, Instant at) {
        ReferencePerson person = trip.person;
        Object handed = here.containsKey("properties")
                ? ReferenceUpdates.value(here.get("properties"), trip.known(at))
                : trip.entry;
        Map<String, Object> with = map(ReferenceUpdates.value(here.getOrDefault("context", Map.of()), trip.known(at)));
        World.Place self = awaits ? new World.Place(trip.id, trip.step, trip.visit) : null;
        String visit = visitId();
        for (Object each : ReferenceEnter.journeys(here)) {
            String to = (String) each;
            Runnable enters = () -> trip.person.enter(to, "enter", visit, map(handed), with, self, at);
            person.errand(at, enters, () -> person.refuseLoop(to, visit, self, at));
        }
        if (!awaits) {
            return new Taken((String) here.get("next"), "entered");
        }
        ReferenceEnter.begins(trip, here);
        return stay(ReferenceWaits.end(here, at, trip.known(at)), "journey");
    }

    /** Ends the other journey's instances, when the other instance would begin. */
    private Taken leaveOther(Map<String, Object> here, Instant at) {
        ReferencePerson person = trip.person;
        Runnable leaves = () -> person.inOrder().stream()
                .filter(other -> other.journey.equals(here.get("journey")))
                .forEach(other -> other.end("removed", at));
        person.errand(at, leaves, leaves);
        return new Taken((String) here.get("next"), "left");
    }

    private Taken call(Map<String, Object> here, Instant at) {
        Instant until = ReferenceWaits.end(here, at, trip.known(at));
        Object body =
                here.containsKey("body") ? ReferenceUpdates.value(here.get("body"), trip.known(at)) : everything();
        String to = (String) here.getOrDefault("endpoint", here.get("url"));
        trip.person.world.say(at, trip.person.id, Lines.call(visitId(), trip.step, to, until, map(body)));
        return stay(until, "call");
    }

    private Map<String, Object> everything() {
        return Map.of(
                "profileId",
                trip.person.id,
                "journey",
                Map.of("journey", trip.journey, "version", trip.version, "instance", trip.id, "step", trip.step),
                "profile",
                trip.person.facts.traits(),
                "entry",
                trip.entry,
                "event",
                trip.event,
                "context",
                Map.copyOf(trip.context));
    }

    private Taken task(Map<String, Object> here, Instant at) {
        ReferenceConditions.Known known = trip.known(at);
        Instant due = ReferenceWaits.after(here.get("due"), at, known);
        Instant until = ReferenceWaits.after(here.get("atMost"), at, known);
        Map<String, Object> state = new HashMap<>(Map.of("outcome", "open", "task", visitId()));
        if (until != null) {
            state.put("until", until.toString());
        }
        trip.person.world.say(
                at, trip.person.id, Lines.task("opened", visitId(), trip.step, people(here, known), null));
        trip.context.put(trip.step, state);
        return stay(due == null || until != null && until.isBefore(due) ? until : due, "task");
    }

    /** Who may get a task: a person, some in turn, whom the value of a trait names, or whom the first rule that holds does. */
    private static List<?> people(Map<String, Object> here, ReferenceConditions.Known known) {
        if (!(here.get("assignee") instanceof Map<?, ?>)) {
            return list(here.get("assignee"));
        }
        Map<String, Object> rule = map(here.get("assignee"));
        if (rule.containsKey("roundRobin")) {
            return named(rule);
        }
        if (rule.containsKey("rules")) {
            for (Object one : list(rule.get("rules"))) {
                if (ReferenceConditions.holds(map(map(one).get("when")), known)) {
                    return named(map(one).get("to"));
                }
            }
            return named(rule.get("otherwise"));
        }
        List<Object> value = ReferenceConditions.find("trait", ReferenceConditions.path(rule.get("trait")), known);
        Object person = value.isEmpty() ? null : map(rule.get("map")).get(String.valueOf(value.getFirst()));
        return named(person == null ? rule.get("otherwise") : person);
    }

    private static List<?> named(Object people) {
        return list(people instanceof Map<?, ?> turn ? turn.get("roundRobin") : people);
    }
}
