package io.itinera.journey.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import io.itinera.conditions.Explanation;
import io.itinera.contracts.Activity;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Sentence;
import io.itinera.journey.definition.Trigger;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Why a profile is not in a journey.
 *
 * @param reason the one that comes closest to an entry
 * @param sentence the same in words
 * @param lookedFrom from when on the recorded activities were looked at, or null where they were not
 * @param complete false when there was not the time to look at all of them
 * @param closest the activities and times that came closest to an entry, the newest first
 * @param next for a journey that time brings people into, when that is next and whether the profile qualifies; else null
 * @param count for a journey that a number of events brings people into, that condition with what had been counted; else null
 */
public record WhyNot(
        Why reason,
        String sentence,
        Instant lookedFrom,
        boolean complete,
        List<NearMiss> closest,
        Upcoming next,
        Map<String, Object> count) {

    private static final int MOST = 20;

    /** Why a profile is not in a journey, from the closest to the farthest. */
    public enum Why {
        /** The engine refused its entries. */
        REFUSED,
        /** What the entry listens for happened, and the decision is not known, or not yet. */
        NOT_DECIDED,
        /** What the entry listens for happened, and its condition did not hold. */
        CONDITION,
        /** What the entry listens for had happened before, and only became known: a segment was filled, or profiles were merged. */
        KNOWN_ONLY,
        /** What the entry listens for happened before the journey was published. */
        NOT_PUBLISHED_THEN,
        /** The time that brings entries has not come yet. */
        TIME_NOT_COME,
        /** There is no time to come for the profile: its date is missing or over. */
        NO_TIME_TO_COME,
        /** Nobody asked for an entry, which only the API or a step of another journey does. */
        NOT_ASKED,
        /** What the entry listens for never happened. */
        NEVER_HAPPENED,
        /** The journey was never published up to that time. */
        NEVER_PUBLISHED;

        /** The lower-case word used in JSON. */
        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * An activity, or a time, that came close.
     *
     * @param at when it came in
     * @param activity its id, or null for a time
     * @param version the version that entries used then, or null where none was published
     * @param reason why it was no entry
     * @param where the condition with what it was held against, or null
     * @param sentence the same in words
     */
    public record NearMiss(
            Instant at, String activity, Integer version, Why reason, Map<String, Object> where, String sentence) {}

    /**
     * The next time that brings entries.
     *
     * @param due when, or null where there is none to come
     * @param zone in which its local time is told
     * @param qualifies whether the profile is among those whom it lets in, as far as is known now
     * @param audience who qualifies, held against the profile
     * @param sentence the same in words
     */
    public record Upcoming(
            Instant due, String zone, boolean qualifies, Map<String, Object> audience, String sentence) {}

    /** A version that entries use from some time on. */
    record Offered(int version, Instant from, JourneyDefinition definition) {}

    /** The engine's refusals say it. */
    static WhyNot refused(List<Decision> refusals) {
        return new WhyNot(Why.REFUSED, refusals.getLast().sentence(), null, true, List.of(), null, null);
    }

    /**
     * What comes closest to an entry.
     *
     * @param offered versions published by {@code at}, oldest first
     * @param look the profile's activities from {@code from} to {@code at}
     * @param latest the activity that says how the profile is at {@code at}, or null where that is not known
     * @param counting who knows what a profile did
     */
    static WhyNot of(
            List<Offered> offered,
            ActivityLog.Look look,
            Activity latest,
            Instant from,
            Instant at,
            Counting counting) {
        if (offered.isEmpty()) {
            return new WhyNot(
                    Why.NEVER_PUBLISHED,
                    "The journey was not published by " + Sentence.time(at, ZoneOffset.UTC) + ".",
                    null,
                    true,
                    List.of(),
                    null,
                    null);
        }
        String profile = latest == null ? null : latest.profileId();
        List<NearMiss> misses = new ArrayList<>();
        look.activities().forEach(activity -> nearMiss(offered, activity).ifPresent(misses::add));
        misses.addAll(TimedEntries.misses(offered, look.activities(), from, at));
        Upcoming next = TimedEntries.upcoming(offered.getLast(), latest, at)
                .map(upcoming -> CountedEntries.told(profile, upcoming, counting))
                .orElse(null);
        Explanation count = CountedEntries.standing(offered.getLast().definition(), latest, at, counting)
                .orElse(null);
        List<NearMiss> closest = CountedEntries.told(
                profile,
                misses.reversed().stream()
                        .sorted(Comparator.comparing(NearMiss::reason))
                        .limit(MOST)
                        .sorted(Comparator.comparing(NearMiss::at).reversed())
                        .toList(),
                counting);
        Why reason = closest.stream()
                .map(NearMiss::reason)
                .min(Comparator.naturalOrder())
                .orElseGet(() -> nothingCame(offered.getLast().definition().entry(), next));
        String sentence = closest.stream()
                .filter(miss -> miss.reason() == reason)
                .map(NearMiss::sentence)
                .findFirst()
                .orElseGet(() ->
                        next == null ? never(offered.getLast().definition().entry(), look, from) : next.sentence());
        return new WhyNot(
                reason,
                sentence
                        + (next == null || sentence.equals(next.sentence()) ? "" : " " + next.sentence())
                        + standing(sentence, count)
                        + (look.complete() ? "" : " Not all recorded activities were looked at."),
                from,
                look.complete(),
                closest,
                next,
                count == null ? null : count.toMap());
    }

    private static String standing(String said, Explanation count) {
        return count == null || said.contains(count.describe())
                ? ""
                : " By " + Sentence.time(count.operand().now(), count.operand().zone()) + ", " + count.describe() + ".";
    }

    /** Why nothing came close. */
    private static Why nothingCame(Entry entry, Upcoming next) {
        if (entry.on() instanceof Trigger.Asked) {
            return Why.NOT_ASKED;
        }
        if (next == null) {
            return Why.NEVER_HAPPENED;
        }
        if (next.due() == null) {
            return Why.NO_TIME_TO_COME;
        }
        return next.qualifies() ? Why.TIME_NOT_COME : Why.CONDITION;
    }

    private static String never(Entry entry, ActivityLog.Look look, Instant from) {
        String since = Sentence.time(from, ZoneOffset.UTC);
        if (entry.on() instanceof Trigger.Asked) {
            return "Nobody asked for an entry, as far as is known: a profile enters when "
                    + entry.on().describe() + ", or a step of another journey lets it enter.";
        }
        return look.activities().isEmpty()
                ? "No activity of the profile was found since " + since + "; it enters when "
                        + entry.on().describe() + "."
                : "Of the profile's " + look.activities().size() + " activities since " + since
                        + ", none is what the entry listens for: it enters when "
                        + entry.on().describe() + ".";
    }

    private static Optional<NearMiss> nearMiss(List<Offered> offered, Activity activity) {
        // As the engine does: what came in within the millisecond of a publication counts as after it.
        Optional<Offered> then = offered.stream()
                .filter(version ->
                        !version.from().truncatedTo(ChronoUnit.MILLIS).isAfter(activity.at()))
                .reduce((_, newer) -> newer);
        JourneyDefinition definition = then.orElse(offered.getFirst()).definition();
        ZoneId zone = definition.zoneFor(activity.traits().get("timezone"));
        Trigger.Closeness closeness = definition.entry().on().closeness(activity, zone);
        String happened = "At " + Sentence.time(activity.at(), zone) + ", "
                + definition.entry().on().describe();
        if (closeness instanceof Trigger.Closeness.Other) {
            return Optional.empty();
        }
        if (then.isEmpty()) {
            return Optional.of(new NearMiss(
                    activity.at(),
                    activity.id(),
                    null,
                    Why.NOT_PUBLISHED_THEN,
                    null,
                    capital(what(activity)) + " at " + Sentence.time(activity.at(), zone)
                            + ", before the journey was first published at "
                            + Sentence.time(offered.getFirst().from(), zone) + "."));
        }
        int version = then.get().version();
        return Optional.of(
                switch (closeness) {
                    case Trigger.Closeness.But(Explanation where) ->
                        new NearMiss(
                                activity.at(),
                                activity.id(),
                                version,
                                Why.CONDITION,
                                where.toMap(),
                                capital(what(activity)) + " at " + Sentence.time(activity.at(), zone) + ", but "
                                        + where.describe() + ".");
                    case Trigger.Closeness.Known _ ->
                        new NearMiss(
                                activity.at(),
                                activity.id(),
                                version,
                                Why.KNOWN_ONLY,
                                null,
                                happened + " only became known: it had been so before, which is no entry.");
                    case Trigger.Closeness.Same _, Trigger.Closeness.Other _ ->
                        new NearMiss(
                                activity.at(),
                                activity.id(),
                                version,
                                Why.NOT_DECIDED,
                                null,
                                happened + ", and no decision about it is known: it is still on its way, or older than"
                                        + " what is kept.");
                });
    }

    private static String what(Activity activity) {
        return switch (activity.cause()) {
            case Activity.Tracked tracked when tracked.name() != null -> "“" + tracked.name() + "” happened";
            case Activity.Tracked tracked -> "a call of type " + tracked.type().wire() + " came";
            default -> "it happened";
        };
    }

    private static String capital(String text) {
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    }
}
