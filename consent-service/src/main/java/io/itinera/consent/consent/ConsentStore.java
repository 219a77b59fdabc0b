package io.itinera.consent.consent;

import io.itinera.consent.consent.Choice.Proof;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Latest choices, and which of them Kafka has. A projection of the ledger, written in the ledger's transactions. */
@ApplicationScoped
public class ConsentStore {

    private final Database database;

    ConsentStore(Database database) {
        this.database = database;
    }

    /**
     * A choice of a profile.
     *
     * @param profile the profile that goes on after merges
     * @param choice its choice
     */
    public record Owned(UUID profile, Choice choice) {}

    /**
     * A state that Kafka does not have.
     *
     * @param profile whose
     * @param version which
     */
    public record Pending(UUID profile, long version) {}

    /** Where each of these profiles stands, in one statement and so in one snapshot: merges cannot slip in between. */
    public Map<UUID, Standing> standing(Collection<UUID> profiles) {
        Map<UUID, Standing> standing = new HashMap<>();
        database.list(
                """
                with recursive up (asked, at, depth) as (
                    select id, id, 0 from unnest(?::uuid[]) as a (id)
                    union all
                    select u.asked, m.into_id, u.depth + 1
                      from up u join merged_profiles m on m.profile_id = u.at where u.depth < 1000
                )
                select r.asked, r.current_id, c.* from
                    (select distinct on (asked) asked, at as current_id from up order by asked, depth desc) r
                    left join choices c on c.profile_id = r.current_id
                """,
                row -> {
                    UUID current = Database.uuid(row, "current_id");
                    Standing own = standing.computeIfAbsent(
                            Database.uuid(row, "asked"), _ -> new Standing(current, new ArrayList<>()));
                    if (row.getString("channel") != null) {
                        own.choices().add(choice(row));
                    }
                    return own;
                },
                uuids(profiles.stream().distinct().toList()));
        return standing;
    }

    /** Keeps choices unless a later one is known. Each profile, origin and scope occurs once. */
    void keep(Collection<Owned> choices) {
        database.update(
                """
                insert into choices (profile_id, origin, channel, purpose, granted, decided_at, seq, hash, source, message_id)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (profile_id, origin, channel, purpose) do update
                   set granted = excluded.granted, decided_at = excluded.decided_at, seq = excluded.seq,
                       hash = excluded.hash, source = excluded.source, message_id = excluded.message_id
                 where (excluded.decided_at, excluded.seq) > (choices.decided_at, choices.seq)
                """,
                Column.of("uuid", choices, Owned::profile),
                Column.of("uuid", choices, owned -> owned.choice().origin()),
                Column.texts(choices, owned -> owned.choice().scope().channel()),
                Column.texts(choices, owned -> owned.choice().scope().purpose()),
                Column.of("bool", choices, owned -> owned.choice().granted()),
                Column.of("timestamptz", choices, owned -> owned.choice().decidedAt()),
                Column.of("int8", choices, owned -> owned.choice().proof().seq()),
                Column.texts(choices, owned -> owned.choice().proof().hash()),
                Column.texts(choices, owned -> owned.choice().proof().source()),
                Column.texts(choices, owned -> owned.choice().proof().messageId()));
    }

    /** Drops what is kept for these profiles, to be built anew. */
    void drop(Collection<UUID> profiles) {
        database.update("delete from choices where profile_id = any(?)", uuids(profiles));
    }

    /** Says that the states of these profiles have changed. */
    void changed(Collection<UUID> profiles) {
        database.update("""
                insert into consent_states (profile_id, version) select distinct id, 1 from unnest(?::uuid[]) as p (id)
                on conflict (profile_id) do update set version = consent_states.version + 1
                """, uuids(profiles));
    }

    /** States that Kafka does not have. */
    public List<Pending> pending(int limit) {
        return database.list(
                "select profile_id, version from consent_states where version > published_version limit ?",
                row -> new Pending(Database.uuid(row, "profile_id"), row.getLong("version")),
                limit);
    }

    /** How many states Kafka does not have. */
    public long countPending() {
        return database.list(
                        "select count(*) as pending from consent_states where version > published_version",
                        row -> row.getLong("pending"))
                .getFirst();
    }

    /** Says that Kafka has these states. */
    public void published(Collection<Pending> states) {
        database.update("""
                update consent_states s set published_version = greatest(s.published_version, p.version)
                  from unnest(?, ?) as p (profile_id, version) where p.profile_id = s.profile_id
                """, Column.of("uuid", states, Pending::profile), Column.of("int8", states, Pending::version));
    }

    /** Latest choices of profiles, as they are kept: merges are not followed. */
    public Map<UUID, List<Choice>> kept(Collection<UUID> profiles) {
        Map<UUID, List<Choice>> kept = new HashMap<>();
        database.each(
                "select * from choices where profile_id = any(?)",
                row -> new Owned(Database.uuid(row, "profile_id"), choice(row)),
                owned -> kept.computeIfAbsent(owned.profile(), _ -> new ArrayList<>())
                        .add(owned.choice()),
                uuids(profiles));
        return kept;
    }

    private static Choice choice(ResultSet row) throws SQLException {
        return new Choice(
                Database.uuid(row, "origin"),
                new Scope(row.getString("channel"), row.getString("purpose")),
                row.getBoolean("granted"),
                Database.time(row, "decided_at"),
                new Proof(
                        row.getLong("seq"),
                        row.getString("hash"),
                        row.getString("source"),
                        row.getString("message_id")));
    }

    private static Column uuids(Collection<UUID> ids) {
        return Column.of("uuid", ids, Function.identity());
    }
}
