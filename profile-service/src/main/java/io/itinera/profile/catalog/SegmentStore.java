package io.itinera.profile.catalog;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/** The segments, and what of them is to be published. */
@ApplicationScoped
class SegmentStore implements PanacheRepositoryBase<SegmentRow, String> {

    private static final String REMOVED = "removed";

    /**
     * One change at a time: revisions are to be published in the order in which they were given. Held until the transaction ends.
     */
    void lock() {
        session()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtext('itinera.segments'))", Integer.class)
                .getSingleResult();
    }

    long nextRevision() {
        return session()
                .createNativeQuery("select nextval('segment_revision')", Long.class)
                .getSingleResult();
    }

    /** A segment that was not removed. */
    Optional<SegmentRow> living(String key) {
        return find("key = ?1 and state <> ?2", key, REMOVED).firstResultOptional();
    }

    /** All that were not removed. */
    List<SegmentRow> living() {
        return list("state <> ?1", REMOVED);
    }

    /** Those that are not removed and match, in the order of their keys, after {@code after}. */
    List<SegmentRow> page(String after, Boolean derived, int most) {
        return derived == null
                ? find("state <> ?1 and key > ?2 order by key", REMOVED, after)
                        .page(0, most)
                        .list()
                : find("state <> ?1 and key > ?2 and derived = ?3 order by key", REMOVED, after, derived)
                        .page(0, most)
                        .list();
    }

    /** Those whose latest definition is not filled, up to a revision. */
    List<SegmentRow> unfilled(long upTo) {
        return list("(state = 'backfilling' or state = 'removed') and revision <= ?1 order by revision", upTo);
    }

    /** How many members segments have, by key. */
    Map<String, Long> members(List<String> keys) {
        Map<String, Long> counts = new HashMap<>();
        session()
                .createNativeQuery(
                        "select segment, count(*) from segment_member where segment = any(cast(:keys as text[])) group by segment",
                        Object[].class)
                .setParameter("keys", keys.toArray(String[]::new))
                .getResultList()
                .forEach(row -> counts.put((String) row[0], ((Number) row[1]).longValue()));
        return counts;
    }

    /** Members in the order of their ids: id and since when. */
    List<Object[]> members(String key, UUID after, int most) {
        return session()
                .createNativeQuery(
                        "select profile_id, since from segment_member where segment = :key and profile_id > :after"
                                + " order by profile_id limit :most",
                        Object[].class)
                .addScalar("profile_id", UUID.class)
                .addScalar("since", Instant.class)
                .setParameter("key", key)
                .setParameter("after", after)
                .setParameter("most", most)
                .getResultList();
    }

    /** Notes what is to be published; part of the caller's transaction. */
    void publish(String key, String payload) {
        session()
                .createNativeMutationQuery("insert into segment_outbox (key, payload) values (:key, :payload)")
                .setParameter("key", key)
                .setParameter("payload", payload)
                .executeUpdate();
    }

    /** What waits to be published, in order: id, key and payload; nothing while another pod is at it. */
    List<Object[]> waiting(int most) {
        boolean mine = session()
                .createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.segments.outbox'))", Boolean.class)
                .getSingleResult();
        return mine
                ? session()
                        .createNativeQuery(
                                "select id, key, payload from segment_outbox order by id limit :most", Object[].class)
                        .setParameter("most", most)
                        .getResultList()
                : List.of();
    }

    /** Removes what Kafka has. */
    void published(long upTo) {
        session()
                .createNativeMutationQuery("delete from segment_outbox where id <= :upTo")
                .setParameter("upTo", upTo)
                .executeUpdate();
    }

    boolean nothingWaits() {
        return session()
                .createNativeQuery("select not exists (select 1 from segment_outbox)", Boolean.class)
                .getSingleResult();
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
    }
}
