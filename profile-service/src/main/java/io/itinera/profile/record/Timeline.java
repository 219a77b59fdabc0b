package io.itinera.profile.record;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Activity;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.profile.ProfileConfig;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/** The timelines: what happened to each profile, for as long as is kept. */
@ApplicationScoped
class Timeline {

    private static final String INSERT = """
            insert into timeline (profile_id, at, id, cause)
            select * from unnest(?, ?, ?, ?) on conflict do nothing""";

    private final Database database;
    private final Session session;
    private final ProfileConfig config;
    private final InstantSource clock;

    Timeline(Database database, Session session, ProfileConfig config, InstantSource clock) {
        this.database = database.replacingNul();
        this.session = session;
        this.config = config;
        this.clock = clock;
    }

    /**
     * An entry, see {@link io.itinera.contracts.Activity}; its traits are not kept.
     *
     * @param profileId whose
     * @param at when
     * @param id unique within the profile
     * @param cause JSON of the cause
     * @param segmentChanges memberships that it changed
     */
    record Entry(String profileId, Instant at, String id, JsonNode cause, List<Activity.SegmentChange> segmentChanges) {
        Entry {
            segmentChanges = segmentChanges == null ? List.of() : segmentChanges;
        }
    }

    /** Entries that are there already stay as they are. */
    void write(List<Entry> entries) {
        database.update(
                INSERT,
                Column.of("uuid", entries, Entry::profileId),
                Column.of("timestamptz", entries, Entry::at),
                Column.texts(entries, Entry::id),
                Column.of("json", entries, entry -> entry.cause().toString()));
    }

    /** The latest entries of some profiles before a position, newest first; one look into the index for each profile. */
    @Transactional
    List<TimelineRow> latest(List<UUID> profiles, Instant beforeAt, String beforeId, int limit) {
        return session.createNativeQuery("""
                        select entry.profile_id, entry.at, entry.id, cast(entry.cause as text) as cause
                        from unnest(cast(:profiles as uuid[])) as p(id) cross join lateral (
                            select * from timeline
                            where profile_id = p.id and (at, id) < (:at, :id)
                            order by at desc, id desc limit :most) as entry
                        order by entry.at desc, entry.id desc limit :most""", TimelineRow.class)
                .setParameter("profiles", profiles.toArray(UUID[]::new))
                .setParameter("at", beforeAt)
                .setParameter("id", beforeId)
                .setParameter("most", limit)
                .getResultList();
    }

    /** Removes what is older than is kept, in small passes, off the way of the events. */
    @Scheduled(
            every = "{itinera.profile.timeline.trim-every:10m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void trim() {
        Instant oldest = clock.instant().minus(config.timeline().retention());
        int batch = config.timeline().trimBatch();
        int removed;
        do {
            removed = trimOnce(oldest, batch);
        } while (removed == batch);
    }

    int trimOnce(Instant oldest, int most) {
        return QuarkusTransaction.requiringNew()
                .call(() -> session.createNativeMutationQuery("delete from timeline where ctid = any (array("
                                + "select ctid from timeline where at < :oldest limit :most))")
                        .setParameter("oldest", oldest)
                        .setParameter("most", most)
                        .executeUpdate());
    }
}
