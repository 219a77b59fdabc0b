package io.itinera.ingest.writekey;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The write keys in PostgreSQL. */
@ApplicationScoped
class WriteKeyStore implements PanacheRepositoryBase<WriteKeyRow, UUID> {

    /** Source by hash, of all keys that are not revoked. */
    @Transactional
    Map<String, String> sourcesByHash() {
        return find("revokedAt is null").stream().collect(Collectors.toMap(k -> k.hash, k -> k.source));
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
