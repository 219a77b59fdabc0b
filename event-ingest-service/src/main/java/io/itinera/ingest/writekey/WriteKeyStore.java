package io.itinera.ingest.writekey;

import io.itinera.ingest.quota.Quota;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The write keys in PostgreSQL. */
@ApplicationScoped
class WriteKeyStore implements PanacheRepositoryBase<WriteKeyRow, UUID> {

    /** All keys that are not revoked. */
    @Transactional
    List<WriteKeyRow> valid() {
        return list("revokedAt is null");
    }

    @Transactional
    void add(WriteKeyRow row) {
        persist(row);
    }

    /** All keys, newest first, revoked ones too. */
    @Transactional
    List<WriteKeyRow> newestFirst() {
        return list("order by createdAt desc, id");
    }

    /** Sets how much a key may send; false when there is no such key. */
    @Transactional
    boolean bound(UUID id, Quota quota) {
        WriteKeyRow row = findById(id);
        if (row != null) {
            row.bound(quota);
        }
        return row != null;
    }

    /** Revokes a key; a second time changes nothing. */
    @Transactional
    boolean revoke(UUID id, Instant at) {
        WriteKeyRow row = findById(id);
        if (row != null && row.revokedAt == null) {
            row.revokedAt = at;
        }
        return row != null;
    }
}
