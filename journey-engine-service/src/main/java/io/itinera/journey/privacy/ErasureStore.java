package io.itinera.journey.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Erasures under way and done, and the removal of rows. A transition or an outcome that was counted stays as a row that says no more
 * than that, so that it is not counted again; all other rows of the profile go.
 */
@ApplicationScoped
class ErasureStore {

    /** The profile, all that was merged into it, and what it was merged into. */
    private static final String FAMILY = """
            with recursive family(id) as (
                select unnest(?::text[])
                union select case when l.id = f.id then l.leads_to else l.id end
                    from profile_link l join family f on l.id = f.id or l.leads_to = f.id)
            select id from family
            """;

    /** Each with the profile and the time as its arguments; those that need instances go before the instances. */
    private static final List<String> REMOVALS = List.of(
            "update message_effect set instance = '' where instance in (select id from instance where profile_id = ? and entered_at <= ?)",
            "update transition set profile_id = '', instance = '', detail = '{}' where profile_id = ? and at <= ?",
            "delete from message_outcome where profile_id = ? and at <= ?",
            "delete from message_request where profile_id = ? and requested_at <= ?",
            "delete from task where profile_id = ? and opened_at <= ?",
            "delete from entry_request where profile_id = ? and at <= ?",
            "delete from instance where profile_id = ? and entered_at <= ?");

    private static final String BACK_TESTS =
            "update back_test set report = replace(report, ?, 'erased') where strpos(report, ?) > 0";

    private static final String UNDER_WAY = """
            select request, subject, profile_id, at, state_at, instances from erasure where receipt_at is null
            order by at, request, profile_id limit ?
            """;

    private final DataSource database;

    ErasureStore(DataSource database) {
        this.database = database;
    }

    /** Reads a row. */
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** All ids of the person whose profiles these are. */
    @Transactional
    List<String> family(List<String> profileIds) {
        return query(FAMILY, row -> row.getString(1), (Object) profileIds.toArray(String[]::new));
    }

    /** Notes an erasure; one that is noted already stays as it is. */
    @Transactional
    void begin(Erasing erasing) {
        update(
                "insert into erasure (request, subject, profile_id, at) values (?, ?, ?, ?) on conflict do nothing",
                erasing.request(),
                erasing.subject(),
                erasing.profileId(),
                erasing.at());
    }

    /** The erasures of a request. */
    @Transactional
    List<Erasing> of(String request) {
        return query(
                "select request, subject, profile_id, at, state_at, instances from erasure where request = ? order by profile_id",
                ErasureStore::erasing,
                request);
    }

    /** The engine has forgotten the profile. */
    @Transactional
    void forgotten(String request, String profileId, Instant at, long instances) {
        update(
                "update erasure set state_at = ?, instances = ? where request = ? and profile_id = ? and state_at is null",
                at,
                instances,
                request,
                profileId);
    }

    /** Profiles of requests that have no receipt yet. */
    @Transactional
    List<Erasing> underWay(int limit) {
        return query(UNDER_WAY, ErasureStore::erasing, limit);
    }

    /** Removes what is kept of a profile until then; how many rows it was. */
    @Transactional
    long remove(Erasing erasing) {
        long rows = 0;
        for (String removal : REMOVALS) {
            rows += update(removal, erasing.profileId(), erasing.at());
        }
        rows += update(BACK_TESTS, erasing.profileId(), erasing.profileId());
        update(
                "update erasure set rows = rows + ? where request = ? and profile_id = ?",
                rows,
                erasing.request(),
                erasing.profileId());
        return rows;
    }

    /** How many rows a request has removed so far. */
    @Transactional
    long rows(String request) {
        return query("select sum(rows) from erasure where request = ?", row -> row.getLong(1), request)
                .getFirst();
    }

    /** The request is fulfilled; who the person was is not known any more. */
    @Transactional
    void done(String request, Instant at) {
        update("update erasure set receipt_at = ?, subject = '' where request = ?", at, request);
        update("delete from profile_link where id in (select profile_id from erasure where request = ?)", request);
    }

    /** Profiles that were forgotten since then: what a replay of a topic brings back of them is to go again. */
    @Transactional
    List<Erasing> since(Instant then) {
        return query(
                "select request, subject, profile_id, at, state_at, instances from erasure where receipt_at >= ?",
                ErasureStore::erasing,
                then);
    }

    /** Forgets erasures of which no topic holds anything any more. */
    @Transactional
    void deleteBefore(Instant then) {
        update("delete from erasure where receipt_at < ?", then);
    }

    private static Erasing erasing(ResultSet row) throws SQLException {
        return new Erasing(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getTimestamp(4).toInstant(),
                Optional.ofNullable(row.getTimestamp(5))
                        .map(Timestamp::toInstant)
                        .orElse(null),
                row.getLong(6));
    }

    private long update(String sql, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("erasure not carried out", e);
        }
    }

    private <T> List<T> query(String sql, Reading<T> reading, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = prepared(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reading.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("erasures not read", e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case String[] texts -> statement.setArray(i + 1, connection.createArrayOf("text", texts));
                case Instant time -> statement.setTimestamp(i + 1, Timestamp.from(time));
                default -> statement.setObject(i + 1, arguments[i]);
            }
        }
        return statement;
    }
}
