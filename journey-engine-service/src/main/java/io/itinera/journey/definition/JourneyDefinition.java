package io.itinera.journey.definition;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Path;
import io.itinera.conditions.Span;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One version of a journey, read and checked.
 *
 * @param key stable name, {@code [a-z0-9][a-z0-9-]{0,62}}
 * @param about what people need to know of it
 * @param entry how an instance begins
 * @param limits what ends an instance that stays too long, or goes round too often
 * @param zone time zone where the profile names none, or null for UTC
 * @param rank what decides between journeys
 * @param exits what ends an instance at any step
 * @param reroutes what leads a waiting instance elsewhere
 * @param goals what the journey is for
 * @param start key of the first step
 * @param steps the steps by key, in the order of the document
 * @param warnings what its author should know
 */
public record JourneyDefinition(
        String key,
        About about,
        Entry entry,
        Limits limits,
        ZoneId zone,
        Rank rank,
        List<Exit> exits,
        List<Reroute> reroutes,
        List<Goal> goals,
        String start,
        Map<String, Step> steps,
        List<Finding> warnings) {

    /**
     * What people need to know of a journey.
     *
     * @param name short title
     * @param owner who answers for it, or null
     * @param description what it is for, or null
     * @param links where to read more
     */
    public record About(String name, String owner, String description, List<String> links) {}

    /**
     * What decides between journeys.
     *
     * @param priority the higher applies first
     * @param until from when on the priority counts as 0, or null
     * @param group at most one journey of a group is active for a profile; null for none
     * @param preempts true when an entry ends an active journey of the group that has a lower priority, false when it is refused
     */
    public record Rank(int priority, Instant until, String group, boolean preempts) {

        /** The priority of that moment. */
        public int priorityAt(Instant at) {
            return until == null || at.isBefore(until) ? priority : 0;
        }
    }

    /**
     * What ends an instance that stays too long, or goes round too often.
     *
     * @param maxDuration after which it ends, or null
     * @param maxVisits how often it comes to each step at most, or null
     */
    public record Limits(Span maxDuration, Integer maxVisits) {}

    /**
     * What ends an instance at any step.
     *
     * @param key name, part of the reason
     * @param on what must happen, or null where {@code when} alone decides
     * @param when what must hold after any input, or null
     */
    public record Exit(String key, Trigger on, Condition when) {}

    /**
     * What leads an instance elsewhere while it waits.
     *
     * @param key name, part of the reason
     * @param on what must happen
     * @param from keys of the steps at which it applies; none for all at which an instance waits
     * @param next the step that follows
     */
    public record Reroute(String key, Trigger on, List<String> from, String next) {

        /** Whether it leads away who waits at that step. */
        public boolean appliesAt(String step) {
            return from.isEmpty() || from.contains(step);
        }
    }

    /**
     * What the journey is for.
     *
     * @param key name
     * @param on what must happen
     * @param within how long after entry it counts, or null for the life of the instance
     * @param value path of the property that holds its value, or null
     * @param currency path of the property that holds the value's currency, or null
     * @param primary true for the goal that experiments are decided by
     */
    public record Goal(String key, Trigger on, Span within, Path value, Path currency, boolean primary) {}

    /** After which an instance ends, or null. */
    public Span maxDuration() {
        return limits.maxDuration();
    }

    /** Whether an instance has come to a step more often than the journey allows. */
    public boolean isTooOften(int visits) {
        return limits.maxVisits() != null && visits > limits.maxVisits();
    }

    /** The zone of a profile that names {@code timezone}: that one where there is such a zone, else the journey's, else UTC. */
    public ZoneId zoneFor(Object timezone) {
        return knownZone(timezone).orElse(ZoneOffset.UTC);
    }

    /** The same where the profile or the journey says it; empty where neither does. */
    public Optional<ZoneId> knownZone(Object timezone) {
        if (timezone instanceof String name) {
            try {
                return Optional.of(ZoneId.of(name));
            } catch (DateTimeException e) {
                return Optional.ofNullable(zone);
            }
        }
        return Optional.ofNullable(zone);
    }

    /** The goal that experiments are decided by: the one that says so, or the only one. */
    public Optional<Goal> primaryGoal() {
        return goals.size() == 1
                ? Optional.of(goals.getFirst())
                : goals.stream().filter(Goal::primary).findFirst();
    }

    JourneyDefinition withWarnings(List<Finding> found) {
        return new JourneyDefinition(
                key, about, entry, limits, zone, rank, exits, reroutes, goals, start, steps, List.copyOf(found));
    }

    /** Keys of the steps that may follow a step: by its own ways, and by what re-routes who waits there. */
    Stream<String> after(String stepKey) {
        Step step = steps.get(stepKey);
        Stream<String> own = step.targets().stream().map(Step.Target::step);
        return step.waits()
                ? Stream.concat(
                        own, reroutes.stream().filter(r -> r.appliesAt(stepKey)).map(Reroute::next))
                : own;
    }

    /** The step of that key. */
    public Optional<Step> step(String stepKey) {
        return Optional.ofNullable(steps.get(stepKey));
    }
}
