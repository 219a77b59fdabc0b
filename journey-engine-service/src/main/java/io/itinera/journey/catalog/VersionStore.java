package io.itinera.journey.catalog;

import io.itinera.journey.segments.Preparations;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Published versions. */
@ApplicationScoped
class VersionStore implements PanacheRepositoryBase<VersionRow, VersionRow.Id> {

    private final Preparations preparations;

    VersionStore(Preparations preparations) {
        this.preparations = preparations;
    }

    /** Adds a version, which is used once the segments that it needs are there. */
    void publish(VersionRow version) {
        persist(version);
        preparations.begin(
                version.id.key(), version.id.version(), DefinitionText.read(version.definition), version.publishedAt);
    }

    /** All versions of a journey, oldest first. */
    List<VersionRow> of(String key) {
        return list("id.key = ?1 order by id.version", key);
    }

    /** Versions published since then that have a step which learns, as their text tells. */
    List<VersionRow> learnersSince(Instant published) {
        return list(
                "publishedAt > ?1 and (definition like '%\"optimize\"%' or definition like '%\"next-best\"%'"
                        + " or definition like '%\"bestTime\"%') order by publishedAt, id.key, id.version",
                published);
    }

    /** Versions of journeys that are not archived and have a zone, as their text tells. */
    List<VersionRow> zoned() {
        return list("from VersionRow v where v.definition like '%\"timezone\"%' and exists (select 1 from JourneyRow j"
                + " where j.key = v.id.key and j.state <> 'archived') order by v.id.key, v.id.version");
    }

    /** The current versions of all journeys in one of the states. */
    List<VersionRow> current(Set<String> states) {
        return list(
                "from VersionRow v where exists (select 1 from JourneyRow j where j.key = v.id.key"
                        + " and j.currentVersion = v.id.version and j.state in ?1) order by v.id.key",
                states);
    }

    /** The current version of a journey that is in one of the states. */
    Optional<VersionRow> current(String key, Set<String> states) {
        return find(
                        "from VersionRow v where v.id.key = ?1 and exists (select 1 from JourneyRow j where j.key = v.id.key"
                                + " and j.currentVersion = v.id.version and j.state in ?2)",
                        key,
                        states)
                .firstResultOptional();
    }
}
