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
 * @param closest the activities that came closest to an entry, the newest first
 */
public record WhyNot(Why reason, String sentence, Instant lookedFrom, boolean complete, List<NearMiss> closest) {

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
     * An activity that came close.
     *
     * @param at when it came in
     * @param activity its id
     * @param version the version that entries used then, or null where none was published
     * @param reason why it was no entry
     * @param where the condition with what it was held against, or null
     * @param sentence the same in words
     */
    public record NearMiss(
            Instant at, String activity, Integer version, Why reason, Map<String, Object> where, String sentence) {}

    /** A version that entries use from some time on. */
    record Offered(int version, Instant from, JourneyDefinition definition) {}

    /** The engine's refusals say it. */
    static WhyNot refused(List<Decision> refusals) {
        return new WhyNot(Why.REFUSED, refusals.getLast().sentence(), null, true, List.of());
    }

    /**
     * What comes closest to an entry.
     *
     * @param offered versions published by {@code at}, oldest first
     * @param look the profile's activities from {@code from} to {@code at}
     */
    static WhyNot of(List<Offered> offered, ActivityLog.Look look, Instant from, Instant at) {
        if (offered.isEmpty()) {
            return new WhyNot(
                    Why.NEVER_PUBLISHED,
                    "The journey was not published by " + Sentence.time(at, ZoneOffset.UTC) + ".",
                    null,
                    true,
                    List.of());
        }
        List<NearMiss> misses = new ArrayList<>();
        look.activities().forEach(activity -> nearMiss(offered, activity).ifPresent(misses::add));
        List<NearMiss> closest = misses.reversed().stream()
                .sorted(Comparator.comparing(NearMiss::reason))
                .limit(MOST)
                .sorted(Comparator.comparing(NearMiss::at).reversed())
                .toList();
        Why reason = closest.stream()
                .map(NearMiss::reason)
                .min(Comparator.naturalOrder())
                .orElse(Why.NEVER_HAPPENED);
        String sentence = closest.stream()
                .filter(miss -> miss.reason() == reason)
                .map(NearMiss::sentence)
                .findFirst()
                .orElseGet(() -> never(offered.getLast().definition().entry(), look, from));
        return new WhyNot(
                reason,
                look.complete() ? sentence : sentence + " Not all recorded activities were looked at.",
                from,
                look.complete(),
                closest);
    }

    private static String never(Entry entry, ActivityLog.Look look, Instant from) {
        String since = Sentence.time(from, ZoneOffset.UTC);
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
