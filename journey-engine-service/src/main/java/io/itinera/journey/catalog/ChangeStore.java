package io.itinera.journey.catalog;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.database.StoredJson;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What was decided about journeys after their versions were published. */
@ApplicationScoped
class ChangeStore implements PanacheRepositoryBase<ChangeRow, Long> {

    /** Migrations by number. */
    List<PublishedJourney.Migration> migrations(String key) {
        return of(key, "migration", PublishedJourney.Migration.class);
    }

    /** Pauses that are over, oldest first. */
    List<PublishedJourney.Pause> pauses(String key) {
        return of(key, "pause", PublishedJourney.Pause.class);
    }

    /** The shares that count, the earliest first: a later decision takes the place of all that were to come after it. */
    List<PublishedJourney.Rollout> rollouts(String key) {
        List<PublishedJourney.Rollout> effective = new ArrayList<>();
        for (PublishedJourney.Rollout rollout : of(key, "rollout", PublishedJourney.Rollout.class)) {
            effective.removeIf(earlier ->
                    earlier.version() == rollout.version() && !earlier.from().isBefore(rollout.from()));
            effective.add(rollout);
        }
        return effective;
    }

    /** Decisions about the learning of steps, oldest first. */
    List<PublishedJourney.Learning> learning(String key) {
        return of(key, "learning", PublishedJourney.Learning.class);
    }

    void add(String key, PublishedJourney.Learning learning) {
        add(key, "learning", learning.from(), learning);
    }

    void add(String key, PublishedJourney.Migration migration) {
        add(key, "migration", migration.at(), migration);
    }

    void add(String key, PublishedJourney.Pause pause) {
        add(key, "pause", pause.until(), pause);
    }

    void add(String key, PublishedJourney.Rollout rollout, Instant at) {
        add(key, "rollout", at, rollout);
    }

    private void add(String key, String kind, Instant at, Object body) {
        ChangeRow row = new ChangeRow();
        row.key = key;
        row.kind = kind;
        row.at = at;
        row.body = StoredJson.write(body);
        persist(row);
    }

    private <T> List<T> of(String key, String kind, Class<T> type) {
        return list("key = ?1 and kind = ?2 order by id", key, kind).stream()
                .map(row -> StoredJson.read(row.body, type))
                .toList();
    }
}
