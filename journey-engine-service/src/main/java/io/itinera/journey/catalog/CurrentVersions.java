package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is published now, for those who look at all journeys at once. */
@ApplicationScoped
public class CurrentVersions {

    private final VersionStore versions;

    CurrentVersions(VersionStore versions) {
        this.versions = versions;
    }

    /** The version that new entries of a journey use. */
    public record Current(String key, int version, JsonNode definition) {}

    /**
     * A published version that is watched.
     *
     * @param version the one that new entries use
     * @param publishedAt when
     */
    public record Watched(String key, int version, Instant publishedAt, JsonNode definition) {}

    /** The current versions of all journeys that are published and not archived, in the order of keys. */
    @Transactional
    public List<Current> published() {
        return versions
                .current(Set.of(JourneyState.LIVE.wire(), JourneyState.DRAINING.wire(), JourneyState.HELD.wire()))
                .stream()
                .map(row -> new Current(row.id.key(), row.id.version(), DefinitionText.read(row.definition)))
                .toList();
    }

    /** The current versions of the journeys that take entries, with when they were published, in the order of keys. */
    @Transactional
    public List<Watched> watched() {
        return versions.current(Set.of(JourneyState.LIVE.wire())).stream()
                .map(CurrentVersions::watched)
                .toList();
    }

    /** The current version of one journey; empty where there is none, or it takes no entries. */
    @Transactional
    public Optional<Watched> watched(String key) {
        return versions.current(key, Set.of(JourneyState.LIVE.wire())).map(CurrentVersions::watched);
    }

    private static Watched watched(VersionRow row) {
        return new Watched(row.id.key(), row.id.version(), row.publishedAt, DefinitionText.read(row.definition));
    }

    /** The current versions of the journeys that take entries, in the order of keys. */
    @Transactional
    public List<Current> live() {
        return versions.current(Set.of(JourneyState.LIVE.wire())).stream()
                .map(row -> new Current(row.id.key(), row.id.version(), DefinitionText.read(row.definition)))
                .toList();
    }
}
