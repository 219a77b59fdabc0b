package io.itinera.consent.consent;

import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Keys that callers gave with their decisions. */
@ApplicationScoped
class KeyStore {

    private final Database database;

    KeyStore(Database database) {
        this.database = database;
    }

    /**
     * A key that was used.
     *
     * @param key as the caller gave it
     * @param seq the ledger row that was written for it
     * @param fingerprint of the decision
     */
    record Used(String key, long seq, String fingerprint) {}

    /** Those of the keys that were used. */
    Map<String, Used> used(Collection<String> keys) {
        Map<String, Used> used = new HashMap<>();
        if (!keys.isEmpty()) {
            database.each(
                    "select key, seq, fingerprint from decision_keys where key = any(?)",
                    row -> new Used(row.getString("key"), row.getLong("seq"), row.getString("fingerprint")),
                    row -> used.put(row.key(), row),
                    Column.texts(keys));
        }
        return used;
    }

    /** Keeps keys. */
    void keep(Collection<Used> keys) {
        if (!keys.isEmpty()) {
            database.update(
                    "insert into decision_keys (key, seq, fingerprint) select * from unnest(?, ?, ?)",
                    Column.texts(keys, Used::key),
                    Column.of("int8", keys, Used::seq),
                    Column.texts(keys, Used::fingerprint));
        }
    }
}
