package io.itinera.profile.proof;

import io.itinera.conditions.Condition;
import io.itinera.profile.ProfileConfig;
import io.itinera.profile.catalog.KnownSegments;
import io.itinera.profile.proof.PlainProfile.Occurrence;
import io.itinera.profile.proof.ProofStore.Person;
import io.itinera.profile.segment.Definition;
import io.itinera.profile.segment.SegmentRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Asks a condition about some profiles of the record, before anybody makes a segment of it. */
@ApplicationScoped
class Previews {

    private static final int SHOWN = 20;

    private final ProofStore store;
    private final KnownSegments segments;
    private final ProfileConfig config;
    private final InstantSource clock;

    Previews(ProofStore store, KnownSegments segments, ProfileConfig config, InstantSource clock) {
        this.store = store;
        this.segments = segments;
        this.config = config;
        this.clock = clock;
    }

    Preview of(Condition condition) {
        long living = store.living();
        List<Person> people = store.sample(living, config.segments().previewSample());
        Map<String, Definition.Version> definitions = segments.definitions();
        Map<UUID, List<Occurrence>> occurrences = store.occurrences(
                people.stream().map(Person::id).toList(), names(condition, definitions, new TreeSet<>()));
        Instant now = clock.instant();
        List<String> matching = people.stream()
                .filter(person -> new PlainProfile(
                                person.traits(),
                                person.consents(),
                                occurrences.getOrDefault(person.id(), List.of()),
                                definitions)
                        .holds(condition, now))
                .map(person -> person.id().toString())
                .toList();
        return Preview.of(condition.describe(), living, people.size(), matching, SHOWN);
    }

    /** Names of the events that a condition counts, also by way of the segments that it asks for. */
    static Set<String> names(Condition condition, Map<String, Definition.Version> definitions, Set<String> seen) {
        Set<String> names = new TreeSet<>(SegmentRules.counts(condition));
        for (String asked : SegmentRules.asks(condition)) {
            if (seen.add(asked) && definitions.containsKey(asked)) {
                names.addAll(names(definitions.get(asked).condition(), definitions, seen));
            }
        }
        return names;
    }
}
