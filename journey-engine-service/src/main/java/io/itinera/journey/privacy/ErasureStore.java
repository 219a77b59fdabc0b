package io.itinera.journey.privacy;

import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

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

    private final Database database;

    ErasureStore(Database database) {
        this.database = database.replacingNul();
    }

    /** All ids of the person whose profiles these are. */
    @Transactional
    List<String> family(List<String> profileIds) {
        return database.list(FAMILY, row -> row.getString(1), Column.texts(profileIds));
    }

    /** Notes an erasure; one that is noted already stays as it is. */
    @Transactional
    void begin(Erasing erasing) {
        database.update(
                "insert into erasure (request, subject, profile_id, at) values (?, ?, ?, ?) on conflict do nothing",
                erasing.request(),
                erasing.subject(),
                erasing.profileId(),
                erasing.at());
    }

    /** The erasures of a request. */
    @Transactional
    List<Erasing> of(String request) {
        return database.list(
                "select request, subject, profile_id, at, state_at, instances from erasure where request = ? order by profile_id",
                ErasureStore::erasing,
                request);
    }

    /** The engine has forgotten the profile. */
    @Transactional
    void forgotten(String request, String profileId, Instant at, long instances) {
        database.update(
                "update erasure set state_at = ?, instances = ? where request = ? and profile_id = ? and state_at is null",
                at,
                instances,
                request,
                profileId);
    }

    /** Profiles of requests that have no receipt yet. */
    @Transactional
    List<Erasing> underWay(int limit) {
        return database.list(UNDER_WAY, ErasureStore::erasing, limit);
    }

    /** Removes what is kept of a profile until then; how many rows it was. */
    @Transactional
    long remove(Erasing erasing) {
        long rows = 0;
        for (String removal : REMOVALS) {
            rows += database.update(removal, erasing.profileId(), erasing.at());
        }
        rows += database.update(BACK_TESTS, erasing.profileId(), erasing.profileId());
        database.update(
                "update erasure set rows = rows + ? where request = ? and profile_id = ?",
                rows,
                erasing.request(),
                erasing.profileId());
        return rows;
    }

    /** How many rows a request has removed so far. */
    @Transactional
    long rows(String request) {
        return database.list("select sum(rows) from erasure where request = ?", row -> row.getLong(1), request)
                .getFirst();
    }

    /** The request is fulfilled; who the person was is not known any more. */
    @Transactional
    void done(String request, Instant at) {
        database.update("update erasure set receipt_at = ?, subject = '' where request = ?", at, request);
        database.update(
                "delete from profile_link where id in (select profile_id from erasure where request = ?)", request);
    }

    /** Profiles that were forgotten since then: what a replay of a topic brings back of them is to go again. */
    @Transactional
    List<Erasing> since(Instant then) {
        return database.list(
                "select request, subject, profile_id, at, state_at, instances from erasure where receipt_at >= ?",
                ErasureStore::erasing,
                then);
    }

    /** Forgets erasures of which no topic holds anything any more. */
    @Transactional
    void deleteBefore(Instant then) {
        database.update("delete from erasure where receipt_at < ?", then);
    }

    private static Erasing erasing(ResultSet row) throws SQLException {
        return new Erasing(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Database.time(row, "at"),
                Database.time(row, "state_at"),
                row.getLong(6));
    }
}
