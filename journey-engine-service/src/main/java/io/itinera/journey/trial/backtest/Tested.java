package io.itinera.journey.trial.backtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Span;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.Trigger;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.trial.delivery.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is tried: a journey as it was published, with all its versions and pauses, or one definition as if it had been live all the time.
 *
 * @param journey journey key
 * @param version number of the definition; null for the journey as it was published
 * @param definition the definition; the newest one for the journey as it was published
 */
record Tested(String journey, Integer version, JsonNode definition) {

    /** No zone is further from UTC than this. */
    static final Duration ZONES_APART = Duration.ofHours(26);

    boolean asPublished() {
        return version == null;
    }

    /** The catalog to replay against: the other journeys as they are published, and this one. */
    Catalog catalog(Collection<PublishedJourney> published) {
        Catalog catalog = Catalog.empty();
        for (PublishedJourney other : published) {
            boolean own = other.key().equals(journey);
            if (own ? asPublished() : other.state() != PublishedJourney.State.ARCHIVED) {
                catalog = catalog.with(own ? living(other) : other);
            }
        }
        return asPublished()
                ? catalog
                : catalog.with(new PublishedJourney(
                        journey,
                        PublishedJourney.State.LIVE,
                        version,
                        List.of(new PublishedJourney.Version(version, definition, null))));
    }

    /** A journey that was archived since was not archived then. */
    private static PublishedJourney living(PublishedJourney journey) {
        return journey.state() != PublishedJourney.State.ARCHIVED
                ? journey
                : new PublishedJourney(
                        journey.key(),
                        PublishedJourney.State.LIVE,
                        journey.current(),
                        journey.versions(),
                        journey.migrations(),
                        journey.pauses(),
                        journey.rollouts(),
                        journey.learning());
    }

    /** From when on the record must be replayed to know all who are under way at {@code from}; the beginning where that is unbounded. */
    Instant needed(Instant from, Collection<PublishedJourney> published) {
        Instant begin = began(from);
        return Unrecorded.of(this, published, begin).stream()
                .map(segment -> segment.needed(begin))
                .filter(begin::isAfter)
                .min(Instant::compareTo)
                .orElse(begin);
    }

    /** When the first can have entered who is under way at {@code from}. */
    private Instant began(Instant from) {
        JourneyDefinition journey = JourneyDefinitions.read(definition);
        Entry.Reentry reentry = journey.entry().reentry();
        boolean comesWithAnActivity = journey.entry().on() instanceof Trigger.Happened
                || journey.entry().on() instanceof Trigger.SegmentChanged;
        if (!comesWithAnActivity
                || journey.maxDuration() == null
                || reentry instanceof Entry.Reentry.Once
                || journey.rank().group() != null) {
            return Instant.EPOCH;
        }
        List<Span> spans = new ArrayList<>(List.of(journey.maxDuration()));
        journey.goals().stream()
                .map(JourneyDefinition.Goal::within)
                .filter(Objects::nonNull)
                .forEach(spans::add);
        if (reentry instanceof Entry.Reentry.AfterExit(var cooldown) && cooldown != null) {
            spans.add(cooldown);
        }
        return spans.stream()
                .map(span -> span.negated().after(from, ZoneOffset.UTC).minus(ZONES_APART))
                .min(Instant::compareTo)
                .orElse(from);
    }

    /** Whether one of the journeys decides by what was learned. */
    boolean learns(Collection<PublishedJourney> published) {
        return Stream.concat(
                        Stream.of(JourneyDefinitions.read(definition)),
                        published.stream()
                                .flatMap(one -> one.versions().stream())
                                .map(JourneyDefinitions::read))
                .anyMatch(journey -> has(journey, Step::learns));
    }

    private static boolean has(JourneyDefinition journey, Predicate<Step> kind) {
        return journey.steps().values().stream().anyMatch(kind);
    }

    /**
     * What a reader of the report should know before drawing conclusions.
     *
     * @param unrecorded segments that the record lacks memberships of
     * @param known true when the record reaches back as far as is needed
     * @param rules what messages were held against
     */
    List<String> notes(List<Unrecorded> unrecorded, boolean known, Rules rules, double sample) {
        List<String> notes = new ArrayList<>();
        unrecorded.forEach(segment -> notes.add(segment.note(known)));
        JourneyDefinition tested = JourneyDefinitions.read(definition);
        if (!asPublished() && has(tested, Step::actsOnProfile)) {
            notes.add(
                    "Events and traits that this version would have put on the stream are not in the record, and nothing"
                            + " followed from them.");
        }
        if (!asPublished() && definition.path("steps").toString().contains("\"message\"")) {
            notes.add("What became of a message is known where the same message was really sent; a wait for what became"
                    + " of another ran into its timeout.");
        }
        if (!asPublished() && has(tested, Step::learns)) {
            notes.add(
                    "Choices that were not really made go by the latest models, and by what the replayed period says of a"
                            + " profile.");
        }
        if (has(tested, Step::sends)) {
            notes.add(
                    "What would have become of messages goes by consent as of then and by the rules of today: purposes, "
                            + (rules.assumed() ? "" : "caps, ")
                            + "quiet hours"
                            + (rules.assumed() ? "; and by the caps that were asked for, not by those in force" : "")
                            + ". Missing and suppressed addresses, and what providers refuse, are not known.");
            rules.unanswered().stream()
                    .sorted()
                    .forEach(service ->
                            notes.add("The rules of " + service + " are not known, since it did not answer."));
        }
        if (sample < 1) {
            notes.add("Only a sample of the profiles was replayed; counts are those of the sample.");
        }
        return notes;
    }
}
