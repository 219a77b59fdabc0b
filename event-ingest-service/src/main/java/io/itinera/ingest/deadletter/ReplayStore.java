package io.itinera.ingest.deadletter;

import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which letters were replayed, so that replaying everything twice replays each once. */
@ApplicationScoped
class ReplayStore {

    private static final String FIND = """
            select part, position, at from replay
            join unnest(?, ?) as wanted (part, position) using (part, position) where topic = ?
            """;
    private static final String ADD = """
            insert into replay (part, position, topic, at, by_whom)
            select part, position, ?, ?, ? from unnest(?, ?) as done (part, position) on conflict do nothing
            """;

    private final Database database;

    ReplayStore(Database database) {
        this.database = database;
    }

    /** When each of these letters was replayed; those that were not are missing. */
    Map<LetterId, Instant> replayed(String topic, Collection<LetterId> letters) {
        Map<LetterId, Instant> replayed = new HashMap<>();
        database.list(
                FIND,
                row -> replayed.put(
                        new LetterId(row.getInt("part"), row.getLong("position")), Database.time(row, "at")),
                partitions(letters),
                offsets(letters),
                topic);
        return replayed;
    }

    /** Notes that these letters were replayed. */
    void add(String topic, Collection<LetterId> letters, Instant at, String byWhom) {
        database.update(ADD, topic, at, byWhom, partitions(letters), offsets(letters));
    }

    private static Column partitions(Collection<LetterId> letters) {
        return Column.of("int4", letters, LetterId::partition);
    }

    private static Column offsets(Collection<LetterId> letters) {
        return Column.of("int8", letters, LetterId::offset);
    }
}
