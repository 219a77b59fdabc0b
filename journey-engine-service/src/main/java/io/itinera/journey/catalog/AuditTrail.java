package io.itinera.journey.catalog;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who did what to journeys. */
@ApplicationScoped
public class AuditTrail {

    private final AuditStore audit;

    AuditTrail(AuditStore audit) {
        this.audit = audit;
    }

    /**
     * Which entries; null for any.
     *
     * @param journey journey key
     * @param actor who
     * @param action what
     */
    public record Wanted(String journey, String actor, String action) {

        Map<String, String> fields() {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("key", journey);
            fields.put("actor", actor);
            fields.put("action", action);
            fields.values().removeIf(value -> value == null);
            return fields;
        }
    }

    /** Entries before the one of that id, the newest first. */
    @Transactional
    public List<AuditEntry> newest(Wanted wanted, long before, int limit) {
        return audit.newest(wanted, before, limit).stream().map(AuditEntry::of).toList();
    }

    /** Entries after the one of that id, the oldest first. */
    @Transactional
    public List<AuditEntry> oldest(Wanted wanted, long after, int limit) {
        return audit.oldest(wanted, after, limit).stream().map(AuditEntry::of).toList();
    }
}
