package io.itinera.journey.catalog;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Journeys whose latest form Kafka has not acknowledged. Rows are only added by changes and only removed once acknowledged, so a
 * change never waits for Kafka; an advisory lock per journey keeps two pods from sending two forms in the wrong order.
 */
@ApplicationScoped
class OutboxStore {

    private final Database database;

    OutboxStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Notes that a journey has changed; part of the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void add(String key) {
        database.update("insert into journey_outbox (key, since) values (?, now())", key);
    }

    /** Keys that wait, the longest waiting first. */
    @Transactional
    List<String> waiting() {
        return database.list(
                "select key from journey_outbox group by key order by min(id) limit 1000", row -> row.getString(1));
    }

    /** Whether the journey's latest form is still on its way. */
    @Transactional
    boolean waits(String key) {
        return newest("select max(id) from journey_outbox where key = ?", key).isPresent();
    }

    /**
     * Takes the journey for this transaction.
     *
     * @return its newest row; empty when nothing waits or another pod is at it
     */
    @Transactional(Transactional.TxType.MANDATORY)
    OptionalLong take(String key) {
        return newest(
                "select (select max(id) from journey_outbox o where o.key = k.key) from (select cast(? as text) as key) k"
                        + " where pg_try_advisory_xact_lock(hashtextextended(k.key, 0))",
                key);
    }

    /** Removes what has been acknowledged. */
    @Transactional(Transactional.TxType.MANDATORY)
    void acknowledged(String key, long newest) {
        database.update("delete from journey_outbox where key = ? and id <= ?", key, newest);
    }

    private OptionalLong newest(String sql, String key) {
        return database.list(sql, row -> row.getObject(1, Long.class), key).stream()
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .findFirst();
    }
}
