package io.itinera.channel.policy;

import io.itinera.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongPredicate;

/** Policies, and the messages that wait for them. */
@ApplicationScoped
class PolicyStore {

    private static final String COLUMNS = "select kind, key, version, content, saved_at, saved_by from policy";

    private static final String SAVE = """
            insert into policy (kind, key, content, saved_at, saved_by) values (?, ?, ?::json, ?, ?)
            on conflict (kind, key) do update set content = excluded.content, saved_at = excluded.saved_at,
                saved_by = excluded.saved_by, version = nextval('policy_version')
            returning kind, key, version, content, saved_at, saved_by""";

    private static final String WAITING =
            "select reason, count(*) from message where status = 'queued' and held is not null group by reason";

    private static final String WAKE =
            "update message set due_at = ? where status = 'queued' and held is not null and reason = ? and due_at > ?";

    private final Database database;

    PolicyStore(Database database) {
        this.database = database;
    }

    /** All policies of all kinds. */
    List<PolicyRow> all() {
        return query(COLUMNS);
    }

    Optional<PolicyRow> find(PolicyKind kind, String key) {
        return query(COLUMNS + " where kind = ? and key = ?", kind.wire(), key).stream()
                .findFirst();
    }

    /** Policies of a kind in the order of their keys, after {@code after}. */
    List<PolicyRow> page(PolicyKind kind, String after, int size) {
        return query(COLUMNS + " where kind = ? and key > ? order by key limit ?", kind.wire(), after, size);
    }

    /**
     * Saves a policy, if its present version (0: there is none) is one that the caller expects. The same content again is no change.
     *
     * @return what is present then, empty when the caller expected another version
     */
    Optional<Saved> save(PolicyKind kind, String key, String content, LongPredicate expected, Stamp stamp) {
        return locked(() -> {
            Optional<PolicyRow> present = find(kind, key);
            if (present.isPresent() && present.get().content().equals(content)) {
                return Optional.of(new Saved(present.get(), false));
            }
            if (!expected.test(present.map(PolicyRow::version).orElse(0L))) {
                return Optional.empty();
            }
            PolicyRow saved = query(SAVE, kind.wire(), key, content, stamp.at(), stamp.by())
                    .getFirst();
            wake(kind, key, stamp.at());
            return Optional.of(new Saved(saved, present.isEmpty()));
        });
    }

    /** Removes a policy. False when the present version is not one that the caller expects. */
    boolean remove(PolicyKind kind, String key, LongPredicate expected, Instant now) {
        return locked(() -> {
            if (!expected.test(find(kind, key).map(PolicyRow::version).orElse(0L))) {
                return false;
            }
            database.update("delete from policy where kind = ? and key = ?", kind.wire(), key);
            wake(kind, key, now);
            return true;
        });
    }

    /** How many messages wait for each policy, by the reason that they wait for. */
    Map<String, Long> waiting() {
        Map<String, Long> waiting = new HashMap<>();
        database.list(WAITING, row -> waiting.put(row.getString(1), row.getLong(2)));
        return waiting;
    }

    /** Messages that wait for a policy which is another one now are looked at again. */
    private void wake(PolicyKind kind, String key, Instant now) {
        database.update(WAKE, now, kind.wire() + ":" + key, now);
    }

    /** One change of policies at a time. */
    private <T> T locked(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            database.update("lock table policy in share row exclusive mode");
            return work.call();
        });
    }

    private List<PolicyRow> query(String sql, Object... arguments) {
        return database.list(sql, PolicyStore::policy, arguments);
    }

    private static PolicyRow policy(ResultSet row) throws SQLException {
        return new PolicyRow(
                PolicyKind.of(row.getString("kind")),
                row.getString("key"),
                row.getLong("version"),
                row.getString("content"),
                Database.time(row, "saved_at"),
                row.getString("saved_by"));
    }

    /** What a save left, and whether there was no such policy before. */
    record Saved(PolicyRow row, boolean created) {}

    /** Who changes something, and when. */
    record Stamp(Instant at, String by) {}
}
