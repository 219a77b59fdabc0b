package io.itinera.journey.catalog;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The audit trail of journeys: only ever added to, which the table itself sees to. */
@ApplicationScoped
class AuditStore implements PanacheRepositoryBase<AuditRow, Long> {

    /** Entries before {@code before} that are wanted, the newest first. */
    List<AuditRow> newest(AuditTrail.Wanted wanted, long before, int limit) {
        return wanted("id < :at", wanted, before, "order by id desc")
                .page(0, limit)
                .list();
    }

    /** Entries after {@code after} that are wanted, the oldest first. */
    List<AuditRow> oldest(AuditTrail.Wanted wanted, long after, int limit) {
        return wanted("id > :at", wanted, after, "order by id").page(0, limit).list();
    }

    private PanacheQuery<AuditRow> wanted(String bound, AuditTrail.Wanted wanted, long at, String order) {
        StringBuilder query = new StringBuilder(bound);
        Map<String, Object> parameters = new HashMap<>(Map.of("at", at));
        wanted.fields().forEach((field, value) -> {
            query.append(" and ").append(field).append(" = :").append(field);
            parameters.put(field, value);
        });
        return find(query.append(' ').append(order).toString(), parameters);
    }

    /** Who worked on the draft since the journey was last published. */
    Set<String> editors(String key) {
        return find(
                        "key = ?1 and action in ('created', 'edited', 'restored', 'imported') and id > "
                                + "(select coalesce(max(p.id), 0) from AuditRow p where p.key = ?1 and p.action = 'published')",
                        key)
                .stream()
                .map(row -> row.actor)
                .collect(Collectors.toSet());
    }
}
