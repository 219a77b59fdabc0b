package io.itinera.journey.trial.backtest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Back-tests as jobs. Of several pods, one takes a job. */
@ApplicationScoped
class BackTestStore implements PanacheRepositoryBase<BackTestRow, UUID> {

    /** A journey's back-tests that were created before {@code before}, the newest first. */
    List<BackTestRow> of(String journey, Instant before, int limit) {
        return find("journey = ?1 and createdAt < ?2 order by createdAt desc, id", journey, before)
                .page(0, limit)
                .list();
    }

    /** The row, locked against every other change until the transaction ends. */
    Optional<BackTestRow> locked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * The next job that nobody runs, locked: the oldest that waits, or whose pod was not heard of since {@code silentSince}.
     */
    Optional<BackTestRow> next(Instant silentSince) {
        List<?> ids = getEntityManager()
                .createNativeQuery(
                        "select id from back_test where state = 'queued' or state = 'running' and beat_at < ?1"
                                + " order by created_at limit 1 for update skip locked",
                        UUID.class)
                .setParameter(1, silentSince)
                .getResultList();
        return ids.stream().findFirst().map(id -> findById((UUID) id));
    }

    /**
     * Notes how far a job has come.
     *
     * @return false when it is to end: it was cancelled, or another pod has taken it
     */
    boolean beat(UUID id, int attempt, long records, long total, Instant at) {
        return update(
                        "records = ?1, total = ?2, beatAt = ?3 where id = ?4 and attempts = ?5 and state = 'running'"
                                + " and cancel = false",
                        records,
                        total,
                        at,
                        id,
                        attempt)
                > 0;
    }
}
