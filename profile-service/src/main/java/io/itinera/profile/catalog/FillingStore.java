package io.itinera.profile.catalog;

import io.itinera.profile.topology.SegmentWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.Session;

/** The filling under way, and how far each partition is. It is all in PostgreSQL, so that any pod can go on with it. */
@ApplicationScoped
class FillingStore {

    private final Session session;

    FillingStore(Session session) {
        this.session = session;
    }

    /** What a filling does, in this order. */
    enum Phase {
        /** Each partition begins to count what the new definitions count. */
        COUNTING,
        /** The log up to there is read. */
        READING,
        /** Each partition holds its profiles against the definitions. */
        SCANNING;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A filling.
     *
     * @param revision definitions up to this one are filled
     * @param phase what it does now
     * @param oldest where the log begins, null when nothing is missing or nothing was read
     */
    record Run(long revision, Phase phase, Instant oldest) {}

    /**
     * A partition of the log that is read.
     *
     * @param partition which
     * @param next offset to go on from
     * @param end offset to stop before
     */
    record Reading(int partition, long next, long end) {}

    /** True when this transaction is the one that goes on with the filling; until it ends, no other is. */
    boolean mine() {
        return session.createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.segments.filling'))", Boolean.class)
                .getSingleResult();
    }

    Optional<Run> run() {
        return session
                .createNativeQuery("select revision, phase, oldest from filling", Object[].class)
                .addScalar("revision", Long.class)
                .addScalar("phase", String.class)
                .addScalar("oldest", Instant.class)
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> new Run(
                        ((Number) row[0]).longValue(),
                        Phase.valueOf(((String) row[1]).toUpperCase(Locale.ROOT)),
                        (Instant) row[2]));
    }

    void begin(long revision) {
        session.createNativeMutationQuery("insert into filling (revision, phase) values (:revision, 'counting')")
                .setParameter("revision", revision)
                .executeUpdate();
    }

    void phase(Phase phase) {
        session.createNativeMutationQuery("update filling set phase = :phase")
                .setParameter("phase", phase.wire())
                .executeUpdate();
    }

    void oldest(Instant at) {
        session.createNativeMutationQuery("update filling set oldest = least(oldest, cast(:at as timestamptz))")
                .setParameter("at", at)
                .executeUpdate();
    }

    void end() {
        session.createNativeMutationQuery("delete from filling").executeUpdate();
    }

    /** Whether all partitions count what definitions up to the revision count. */
    boolean counting(long revision, int partitions) {
        return reached("counting", revision, partitions);
    }

    /** Whether all partitions have held their profiles against the definitions up to the revision. */
    boolean scanned(long revision, int partitions) {
        return reached("scanned", revision, partitions);
    }

    private boolean reached(String column, long revision, int partitions) {
        Number done = session.createNativeQuery(
                        "select count(*) from filling_partition where " + column + " >= :revision", Long.class)
                .setParameter("revision", revision)
                .getSingleResult();
        return done.intValue() >= partitions;
    }

    void read(int partition, long from, long end) {
        session.createNativeMutationQuery(
                        "update filling_partition set read_from = :from, read_next = :from, read_end = :end"
                                + " where partition = :partition")
                .setParameter("from", from)
                .setParameter("end", end)
                .setParameter("partition", partition)
                .executeUpdate();
    }

    void readUpTo(int partition, long next) {
        session.createNativeMutationQuery("update filling_partition set read_next = :next where partition = :partition")
                .setParameter("next", next)
                .setParameter("partition", partition)
                .executeUpdate();
    }

    /** A partition of which something is to be read. */
    Optional<Reading> toRead() {
        return session
                .createNativeQuery(
                        "select partition, read_next, read_end from filling_partition where read_next < read_end"
                                + " order by partition limit 1",
                        Object[].class)
                .getResultList()
                .stream()
                .findFirst()
                .map(row -> new Reading(
                        ((Number) row[0]).intValue(), ((Number) row[1]).longValue(), ((Number) row[2]).longValue()));
    }

    /** Takes in what partitions say; an older word changes nothing but the number of profiles. */
    @Transactional
    void said(List<SegmentWork.Progress> progress) {
        for (SegmentWork.Progress said : progress) {
            session.createNativeMutationQuery("""
                            insert into filling_partition (partition, counting, scanned, looked)
                            values (:partition, :counting, :scanned, :looked)
                            on conflict (partition) do update set
                                counting = greatest(filling_partition.counting, excluded.counting),
                                scanned = greatest(filling_partition.scanned, excluded.scanned),
                                looked = excluded.looked""")
                    .setParameter("partition", said.partition())
                    .setParameter("counting", said.counting())
                    .setParameter("scanned", said.scanned())
                    .setParameter("looked", said.looked())
                    .executeUpdate();
        }
    }

    /** How far the filling of a definition is. */
    SegmentView.Progress progress(long revision) {
        Run run = run().orElse(null);
        boolean under = run != null && revision <= run.revision();
        Object[] sums = session.createNativeQuery(
                        "select coalesce(sum(read_next - read_from), 0), coalesce(sum(read_end - read_from), 0),"
                                + " count(*) filter (where scanned >= :revision), count(*), coalesce(sum(looked), 0)"
                                + " from filling_partition",
                        Object[].class)
                .setParameter("revision", revision)
                .getSingleResult();
        boolean scanning = under && run.phase() == Phase.SCANNING;
        return new SegmentView.Progress(
                under ? run.phase().wire() : "waiting",
                under ? number(sums[0]) : 0,
                under ? number(sums[1]) : 0,
                (int) number(sums[2]),
                (int) number(sums[3]),
                scanning ? number(sums[4]) : 0);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }
}
