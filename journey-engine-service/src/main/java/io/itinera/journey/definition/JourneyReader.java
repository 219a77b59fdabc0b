package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.Derived;
import io.itinera.conditions.Path;
import io.itinera.contracts.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole definition from plain data, and notes all that is wrong with it. */
final class JourneyReader {

    private final Reading reading;

    JourneyReader(Reading reading) {
        this.reading = reading;
    }

    JourneyDefinition read(Object json) {
        Fields fields = new Fields(json, "", reading);
        String key = key(fields, "key");
        reading.zone(zone(fields));
        Map<String, Step> steps = steps(fields);
        JourneyDefinition journey = new JourneyDefinition(
                key,
                new JourneyDefinition.About(
                        fields.text("name", key),
                        fields.text("owner", null),
                        fields.text("description", null),
                        fields.texts("links")),
                entry(fields, key),
                new JourneyDefinition.Limits(fields.span("maxDuration"), maxVisits(fields)),
                reading.zone(),
                rank(fields),
                exits(fields),
                reroutes(fields),
                goals(fields),
                fields.text("start"),
                steps,
                List.of());
        JourneyChecks.check(journey, reading);
        ServiceLevel.check(fields, journey);
        return journey;
    }

    private static String key(Fields fields, String name) {
        if (!fields.has(name)) {
            fields.error(name, "is missing");
        }
        String key = fields.key(name);
        return key == null ? "" : key;
    }

    private static Integer maxVisits(Fields fields) {
        Number visits = fields.number("maxVisits", null);
        if (visits != null && visits.intValue() < 1) {
            fields.error("maxVisits", "is " + visits + ", expected at least 1");
        }
        return visits == null ? null : visits.intValue();
    }

    private static JourneyDefinition.Rank rank(Fields fields) {
        String until = fields.text("priorityUntil", null);
        Instant expires = null;
        try {
            expires = until == null ? null : OffsetDateTime.parse(until).toInstant();
        } catch (DateTimeException e) {
            fields.error("priorityUntil", "is '" + until + "', expected a time such as 2026-12-01T00:00:00Z");
        }
        String conflict = fields.text("conflict", "preempt");
        if (!List.of("preempt", "block").contains(conflict)) {
            fields.error("conflict", "is '" + conflict + "', expected preempt or block");
        }
        if (fields.has("conflict") && !fields.has("group")) {
            fields.warning("conflict", "has no effect without a group");
        }
        return new JourneyDefinition.Rank(
                fields.number("priority", 0).intValue(),
                expires,
                fields.text("group", null),
                "preempt".equals(conflict));
    }

    private static ZoneId zone(Fields fields) {
        String zone = fields.text("timezone", null);
        try {
            return zone == null ? null : ZoneId.of(zone);
        } catch (DateTimeException e) {
            fields.error("timezone", "is '" + zone + "', expected a time zone such as Europe/Berlin");
            return null;
        }
    }

    private Map<String, Step> steps(Fields fields) {
        Map<String, Step> steps = new LinkedHashMap<>();
        Fields all = fields.object("steps");
        if (all == null || all.names().isEmpty()) {
            fields.error("steps", "is missing or empty, expected at least one step");
            return steps;
        }
        for (String key : all.names()) {
            if (!Fields.KEY.matcher(key).matches()) {
                all.error(key, "has a key that is not allowed, expected up to 63 of a-z, 0-9 and -");
            }
            Fields step = new Fields(all.value(key), "/steps/" + Conditions.escape(key), reading);
            String type = step.text("type");
            Step.TYPES.stream()
                    .filter(t -> t.name().equals(type))
                    .findFirst()
                    .ifPresentOrElse(
                            t -> steps.put(key, t.reader().apply(step)),
                            () -> step.error("type", "is '" + type + "', expected one of " + types()));
        }
        return steps;
    }

    private static String types() {
        return String.join(", ", Step.TYPES.stream().map(StepType::name).toList());
    }

    private Entry entry(Fields fields, String key) {
        Fields entry = fields.object("entry");
        if (entry == null) {
            fields.error("entry", "is missing");
            return null;
        }
        Fields on = entry.object("on");
        boolean timed = TimetableReader.isTimed(on);
        Condition audience = entry.condition("audience", timed ? Reading.Place.SEGMENT : Reading.Place.ENTRY);
        Trigger trigger = timed
                ? TimetableReader.read(on, audience, key + "|" + reading.version(), reading.zone())
                : entryTrigger(entry);
        if (trigger instanceof Trigger.Timed byTime) {
            reading.needs(byTime.members(), "/entry/on");
            audience = byTime.members();
        }
        return new Entry(trigger, audience, reentry(entry), rollout(entry), entry.span("maxAge"));
    }

    private static Trigger entryTrigger(Fields entry) {
        Fields on = entry.object("on");
        if (on == null || !on.has("api")) {
            return required(entry);
        }
        if (!on.flag("api", false) || on.names().size() > 1) {
            on.error("api", "has the wrong form, expected true and nothing beside it");
        }
        return new Trigger.Asked();
    }

    private static Trigger required(Fields fields) {
        Fields on = fields.object("on");
        if (on == null) {
            fields.error("on", "is missing, expected what must happen, such as {\"event\": …}");
            return null;
        }
        return trigger(on);
    }

    /** Reads what a journey listens for: an event, a page, any call of a type, or a change of a segment. */
    static Trigger trigger(Fields on) {
        if (TimetableReader.isTimed(on)) {
            on.error("", "names a time, expected something that happens: a time is for an entry");
        }
        if (on.has("count") || on.has("within")) {
            return on.asCondition(Reading.Place.ENTRY) instanceof Derived counted ? new Trigger.Counted(counted) : null;
        }
        if (on.has("segment")) {
            String change = on.text("is", "entered");
            if (!List.of("entered", "left").contains(change)) {
                on.error("is", "is '" + change + "', expected entered or left");
            }
            return new Trigger.SegmentChanged(on.text("segment"), "entered".equals(change));
        }
        EventType type = on.one("type", EventType.class, EventType.TRACK);
        String name = on.text("event", null);
        if (name == null && type == EventType.TRACK && !on.has("event")) {
            on.error("event", "is missing, expected the name of an event");
        }
        return new Trigger.Happened(type, name, on.condition("where", Reading.Place.EVENT));
    }

    private static Entry.Reentry reentry(Fields entry) {
        Fields reentry = entry.object("reentry");
        if (reentry == null) {
            return new Entry.Reentry.AfterExit(null);
        }
        String mode = reentry.text("mode");
        if (reentry.has("cooldown") && !"after-exit".equals(mode)) {
            reentry.error("cooldown", "has no meaning with mode " + mode + ", expected it only with after-exit");
        }
        if (reentry.has("key") && !"every-time".equals(mode)) {
            reentry.error("key", "has no meaning with mode " + mode + ", expected it only with every-time");
        }
        return switch (mode) {
            case "once" -> new Entry.Reentry.Once();
            case "every-time" -> {
                Path key = reentry.path("key");
                yield new Entry.Reentry.EveryTime(key);
            }
            case "after-exit" -> new Entry.Reentry.AfterExit(reentry.span("cooldown"));
            default -> {
                reentry.error("mode", "is '" + mode + "', expected once, after-exit or every-time");
                yield new Entry.Reentry.Once();
            }
        };
    }

    private static Entry.Rollout rollout(Fields entry) {
        Fields rollout = entry.object("rollout");
        if (rollout == null) {
            return Entry.Rollout.ALL;
        }
        double percent = rollout.number("percent", 100).doubleValue();
        if (!(percent >= 0 && percent <= 100)) {
            rollout.error("percent", "is " + percent + ", expected 0 to 100");
        }
        return new Entry.Rollout(percent, rollout.texts("always"));
    }

    private static List<JourneyDefinition.Exit> exits(Fields fields) {
        List<JourneyDefinition.Exit> exits = new ArrayList<>();
        for (Fields exit : fields.objects("exits")) {
            if (exit.has("on") == exit.has("when")) {
                exit.error("", "has " + (exit.has("on") ? "both" : "neither") + " on and when, expected one of them");
            }
            Fields on = exit.object("on");
            Condition when = exit.condition("when", Reading.Place.INSTANCE);
            String key = key(exit, "key");
            if (exits.stream().anyMatch(e -> e.key().equals(key))) {
                exit.error("key", "is '" + key + "' a second time, expected a name of its own");
            }
            exits.add(new JourneyDefinition.Exit(key, on == null ? null : trigger(on), when));
        }
        return exits;
    }

    private static List<JourneyDefinition.Reroute> reroutes(Fields fields) {
        List<JourneyDefinition.Reroute> reroutes = new ArrayList<>();
        for (Fields reroute : fields.objects("reroutes")) {
            String key = key(reroute, "key");
            if (reroutes.stream().anyMatch(r -> r.key().equals(key))) {
                reroute.error("key", "is '" + key + "' a second time, expected a name of its own");
            }
            reroutes.add(
                    new JourneyDefinition.Reroute(key, required(reroute), reroute.texts("from"), reroute.text("next")));
        }
        return reroutes;
    }

    private static List<JourneyDefinition.Goal> goals(Fields fields) {
        List<JourneyDefinition.Goal> goals = new ArrayList<>();
        for (Fields goal : fields.objects("goals")) {
            String key = key(goal, "key");
            if (goals.stream().anyMatch(g -> g.key().equals(key))) {
                goal.error("key", "is '" + key + "' a second time, expected a name of its own");
            }
            boolean primary = goal.flag("primary", false);
            if (primary && goals.stream().anyMatch(JourneyDefinition.Goal::primary)) {
                goal.error("primary", "is true a second time, expected one primary goal");
            }
            goals.add(new JourneyDefinition.Goal(
                    key, required(goal), goal.span("within"), goal.path("value"), goal.path("currency"), primary));
        }
        return goals;
    }
}
