package io.itinera.consent.suppression;

import io.itinera.consent.ledger.About;
import io.itinera.consent.ledger.Ledger;
import io.itinera.consent.ledger.LedgerDraft;
import io.itinera.consent.ledger.LedgerDraft.Decision;
import io.itinera.consent.ledger.LedgerDraft.Kind;
import io.itinera.consent.ledger.LedgerEntry;
import io.itinera.consent.ledger.LedgerHead;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Suppresses and releases addresses; each change is a row in the ledger. */
@ApplicationScoped
public class Suppressions {

    /** Stands for every channel. */
    static final String ALL = "*";

    private final SuppressionStore store;
    private final Ledger ledger;
    private final Database database;

    Suppressions(SuppressionStore store, Ledger ledger, Database database) {
        this.store = store;
        this.ledger = ledger;
        this.database = database;
    }

    /**
     * An entry that stops messages to an address.
     *
     * @param address in its stored form
     * @param channel a channel, or {@code *}
     * @param seq ledger row that proves it
     * @param hash that row's hash
     */
    public record Stop(String address, String channel, long seq, String hash) {}

    /**
     * An address to suppress or release.
     *
     * @param address in its stored form
     * @param channel a channel, or {@code *}
     * @param reason why
     */
    record Change(String address, String channel, String reason) {}

    /** Entries by address for the addresses given, each in any form; the key is the form that was given. */
    public Map<String, List<Stop>> find(Collection<String> addresses) {
        Map<String, String> forms = new HashMap<>();
        addresses.forEach(address -> forms.put(address, Address.normalise(address)));
        if (forms.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Stop>> stops = new HashMap<>();
        database.each(
                "select address, channel, seq, hash from suppressions where address = any(?)",
                row -> new Stop(
                        row.getString("address"), row.getString("channel"), row.getLong("seq"), row.getString("hash")),
                stop -> stops.computeIfAbsent(stop.address(), _ -> new ArrayList<>())
                        .add(stop),
                Column.texts(Set.copyOf(forms.values())));
        Map<String, List<Stop>> found = new HashMap<>();
        forms.forEach((given, form) -> found.put(given, stops.getOrDefault(form, List.of())));
        return found;
    }

    /** Suppresses addresses; one that already is stays as it is. */
    @Transactional
    void suppress(List<Change> changes, String recordedBy) {
        LedgerHead head = ledger.lock();
        Set<String> known = new HashSet<>();
        find(changes.stream().map(Change::address).toList())
                .values()
                .forEach(stops -> stops.forEach(stop -> known.add(stop.channel() + " " + stop.address())));
        List<Change> fresh = changes.stream()
                .filter(change -> known.add(change.channel() + " " + change.address()))
                .toList();
        List<LedgerEntry> entries = ledger.append(
                head,
                fresh.stream()
                        .map(change -> draft(change, Decision.SUPPRESSED, recordedBy))
                        .toList());
        for (int i = 0; i < fresh.size(); i++) {
            SuppressionRow row = new SuppressionRow();
            row.address = fresh.get(i).address();
            row.channel = fresh.get(i).channel();
            row.reason = fresh.get(i).reason();
            row.seq = entries.get(i).seq();
            row.hash = entries.get(i).hash();
            row.createdAt = entries.get(i).recordedAt();
            store.persist(row);
        }
    }

    /**
     * Releases an address.
     *
     * @return false when it was not suppressed on exactly this channel
     */
    @Transactional
    boolean release(Change change, String recordedBy) {
        LedgerHead head = ledger.lock();
        Optional<SuppressionRow> row = store.find(change.address(), change.channel());
        row.ifPresent(found -> {
            ledger.append(head, List.of(draft(change, Decision.RELEASED, recordedBy)));
            store.delete(found);
        });
        return row.isPresent();
    }

    private static LedgerDraft draft(Change change, Decision decision, String recordedBy) {
        return new LedgerDraft(
                Kind.SUPPRESSION,
                decision,
                change.channel(),
                ALL,
                change.reason(),
                null,
                null,
                new About(null, null, change.address(), null, null, recordedBy));
    }
}
