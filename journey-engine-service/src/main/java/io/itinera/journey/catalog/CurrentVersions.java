package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
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

    /** The current versions of the journeys that take entries, in the order of keys. */
    @Transactional
    public List<Current> live() {
        return versions.current(Set.of(JourneyState.LIVE.wire())).stream()
                .map(row -> new Current(row.id.key(), row.id.version(), DefinitionText.read(row.definition)))
                .toList();
    }
}
