package io.itinera.journey.trial.backtest;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.EventCount;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.SegmentNeed;
import io.itinera.journey.trial.membership.Memberships;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A segment that the tested definition asks for, of which the record has no memberships before some time: profile-service keeps it only
 * since a version was published that needs it. Until then the replay tells them itself.
 *
 * @param segment its key
 * @param condition who is in it
 * @param zone of profiles without one of their own; null for UTC
 * @param until from when on the record has them; {@link Instant#MAX} for never
 */
record Unrecorded(String segment, Condition condition, ZoneId zone, Instant until) {

    /**
     * Those of which the record has nothing yet at a time. A journey that was archived since does not count: its segments are dropped.
     */
    static List<Unrecorded> of(Tested tested, Collection<PublishedJourney> published, Instant at) {
        if (tested.asPublished()) {
            return List.of();
        }
        List<SegmentNeed> needed = JourneyDefinitions.needs(tested.definition(), tested.version());
        if (needed.isEmpty()) {
            return List.of();
        }
        Map<String, Instant> since = since(published);
        return needed.stream()
                .map(need -> new Unrecorded(
                        need.segment(), need.condition(), need.zone(), since.getOrDefault(need.segment(), Instant.MAX)))
                .filter(segment -> segment.until().isAfter(at))
                .toList();
    }

    /**
     * From when on segments are kept without a break. One that the current version does not need may have been given back, and one that a
     * version before it did not need, too, in between.
     */
    private static Map<String, Instant> since(Collection<PublishedJourney> published) {
        Map<String, Instant> since = new HashMap<>();
        for (PublishedJourney journey : published) {
            if (journey.state() != PublishedJourney.State.ARCHIVED) {
                Map<Integer, PublishedJourney.Version> versions = new HashMap<>();
                journey.versions().forEach(version -> versions.put(version.version(), version));
                Set<String> kept = null;
                for (int v = journey.current(); versions.containsKey(v); v--) {
                    PublishedJourney.Version version = versions.get(v);
                    Set<String> needed =
                            JourneyDefinitions.segments(version.definition(), v).keySet();
                    kept = new HashSet<>(kept == null ? needed : kept);
                    kept.retainAll(needed);
                    Instant from = version.publishedAt() == null ? Instant.MIN : version.publishedAt();
                    kept.forEach(segment -> since.merge(segment, from, (a, b) -> a.isBefore(b) ? a : b));
                }
            }
        }
        return since;
    }

    Memberships.Segment told() {
        return new Memberships.Segment(segment, condition, zone, until);
    }

    /**
     * What a reader of the report should know of it.
     *
     * @param known true when the record reaches back as far as is needed
     */
    String note(boolean known) {
        String said = "Nobody kept who fulfils '" + condition.describe()
                + (until.equals(Instant.MAX) ? "' then" : "' before " + until)
                + ": it was told from the recorded activities.";
        boolean counts = Conditions.leaves(condition).anyMatch(EventCount.class::isInstance);
        return known
                ? said
                : said + " They do not reach back far enough: "
                        + (counts ? "what happened before is not counted, and " : "")
                        + "who did nothing since is not known.";
    }

    /** From when on the record must be read so that memberships are right from a time on; the beginning where that is unbounded. */
    Instant needed(Instant from) {
        return Conditions.leaves(condition)
                .map(leaf -> leaf instanceof EventCount count && count.within() != null
                        ? count.within().negated().after(from, ZoneOffset.UTC).minus(Tested.ZONES_APART)
                        : Instant.EPOCH)
                .min(Instant::compareTo)
                .orElse(from);
    }
}
