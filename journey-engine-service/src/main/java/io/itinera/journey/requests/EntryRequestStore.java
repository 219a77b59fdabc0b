package io.itinera.journey.requests;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/** Entries that were asked for with an idempotency key, as long as a repeat is recognised. */
@ApplicationScoped
class EntryRequestStore {

    private final Database database;

    EntryRequestStore(Database database) {
        this.database = database.replacingNul();
    }

    /** The profile that a request was for; empty when Kafka has not had it yet. */
    @Transactional
    Optional<String> profileOf(String id) {
        return database.first("select profile_id from entry_request where id = ?", row -> row.getString(1), id);
    }

    /** Remembers a request that Kafka has. */
    @Transactional
    void add(String id, String profileId, Instant at) {
        database.update(
                "insert into entry_request (id, profile_id, at) values (?, ?, ?) on conflict (id) do nothing",
                id,
                profileId,
                at);
    }

    /** Forgets what was asked for before then. */
    @Transactional
    void deleteBefore(Instant before) {
        database.update("delete from entry_request where at < ?", before);
    }
}
