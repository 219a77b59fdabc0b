package io.itinera.consent.consent;

import io.itinera.consent.consent.Choice.Proof;
import io.itinera.consent.consent.ConsentStore.Owned;
import io.itinera.consent.consent.KeyStore.Used;
import io.itinera.consent.identity.Families;
import io.itinera.consent.identity.LinkStore;
import io.itinera.consent.ledger.About;
import io.itinera.consent.ledger.Ledger;
import io.itinera.consent.ledger.LedgerDraft;
import io.itinera.consent.ledger.LedgerDraft.Kind;
import io.itinera.consent.ledger.LedgerEntry;
import io.itinera.consent.ledger.LedgerHead;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.ProfileIds;
import io.itinera.problems.Problem.FieldError;
import io.itinera.problems.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Records decisions: a row in the ledger, the latest choice, and the word that the state has changed, in one transaction. */
@ApplicationScoped
public class Consents {

    private final Ledger ledger;
    private final ConsentStore store;
    private final KeyStore keys;
    private final LinkStore links;
    private final Event<ConsentsChanged> changes;
    private final MeterRegistry metrics;

    Consents(
            Ledger ledger,
            ConsentStore store,
            KeyStore keys,
            LinkStore links,
            Event<ConsentsChanged> changes,
            MeterRegistry metrics) {
        this.ledger = ledger;
        this.store = store;
        this.keys = keys;
        this.links = links;
        this.changes = changes;
        this.metrics = metrics;
    }

    /**
     * Records decisions; all of them or none.
     *
     * @param recordedBy who asks for it, null for the customer's own click
     * @return what became of each, in the same order
     * @throws ProblemException when a key was used for another decision
     */
    @Transactional
    public List<Recorded> record(List<NewDecision> decisions, String recordedBy) {
        LedgerHead head = ledger.lock();
        Map<Identifier, UUID> named = named(decisions);
        Families families = links.families(named.values());
        Map<String, Used> used = keys.used(decisions.stream()
                .map(NewDecision::key)
                .filter(Objects::nonNull)
                .toList());
        List<NewDecision> fresh = new ArrayList<>();
        Map<String, Integer> freshKeys = new HashMap<>();
        List<Used> newKeys = new ArrayList<>();
        long[] seqs = new long[decisions.size()];
        for (int i = 0; i < seqs.length; i++) {
            NewDecision decision = decisions.get(i);
            Used before = decision.key() == null ? null : used.get(decision.key());
            if (before != null && !before.fingerprint().equals(fingerprint(decision))) {
                throw reused(i);
            }
            if (before != null) {
                seqs[i] = before.seq();
                continue;
            }
            seqs[i] = head.seq() + fresh.size() + 1;
            fresh.add(decision);
            if (decision.key() != null) {
                Used now = new Used(decision.key(), seqs[i], fingerprint(decision));
                used.put(now.key(), now);
                freshKeys.put(now.key(), i);
                newKeys.add(now);
            }
        }
        write(head, fresh, named, families, recordedBy);
        keys.keep(newKeys);
        List<Recorded> recorded = new ArrayList<>();
        for (int i = 0; i < seqs.length; i++) {
            NewDecision decision = decisions.get(i);
            boolean repeated = decision.key() != null && freshKeys.getOrDefault(decision.key(), -1) != i;
            recorded.add(new Recorded(families.current(named.get(decision.who())), Long.toString(seqs[i]), repeated));
        }
        return recorded;
    }

    /**
     * Records those decisions that change something: a customer who clicks the same link again says nothing new.
     *
     * @return how many were recorded
     */
    @Transactional
    public int recordChanges(List<NewDecision> decisions) {
        LedgerHead head = ledger.lock();
        Map<Identifier, UUID> named = named(decisions);
        Map<UUID, Standing> standing = store.standing(named.values());
        List<NewDecision> changing = decisions.stream()
                .filter(decision -> Precedence.decide(
                                standing.get(named.get(decision.who())).choices(), decision.scope())
                        .map(choice -> choice.granted() != decision.granted())
                        .orElse(true))
                .toList();
        write(head, changing, named, links.families(named.values()), null);
        return changing.size();
    }

    /**
     * Builds the choices of families anew from the ledger, after profiles were merged or taken apart. The transaction holds
     * the end of the chain.
     *
     * @param affected every profile that was or is in one of the families
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void rebuild(Collection<UUID> affected, Families families) {
        List<Owned> choices = new ArrayList<>();
        for (Ledger.Line line : ledger.decisionsOf(affected)) {
            choices.addAll(choices(line.entry(), line.about(), families));
        }
        if (choices.isEmpty()) {
            return;
        }
        store.drop(affected);
        store.keep(latest(choices));
        store.changed(affected);
        changes.fire(new ConsentsChanged());
    }

    private void write(
            LedgerHead head,
            List<NewDecision> decisions,
            Map<Identifier, UUID> named,
            Families families,
            String recordedBy) {
        if (decisions.isEmpty()) {
            return;
        }
        List<LedgerDraft> drafts = decisions.stream()
                .map(decision -> draft(decision, named.get(decision.who()), recordedBy))
                .toList();
        List<LedgerEntry> entries = ledger.append(head, drafts);
        List<Owned> choices = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            choices.addAll(choices(entries.get(i), drafts.get(i).about(), families));
        }
        store.keep(latest(choices));
        store.changed(choices.stream().map(Owned::profile).distinct().toList());
        changes.fire(new ConsentsChanged());
        for (LedgerEntry entry : entries) {
            metrics.counter("itinera_consent_decisions", "decision", entry.decision())
                    .increment();
        }
    }

    private Map<Identifier, UUID> named(List<NewDecision> decisions) {
        return links.named(decisions.stream().map(NewDecision::who).distinct().toList());
    }

    private static LedgerDraft draft(NewDecision decision, UUID profile, String recordedBy) {
        return new LedgerDraft(
                Kind.CONSENT,
                decision.granted() ? LedgerDraft.Decision.GRANTED : LedgerDraft.Decision.DENIED,
                decision.scope().channel(),
                decision.scope().purpose(),
                decision.source(),
                decision.textVersion(),
                decision.decidedAt(),
                new About(profile, decision.who().text(), null, decision.evidence(), decision.messageId(), recordedBy));
    }

    /** One decision counts for each merged profile that it was made for, or that had become one with it by then. */
    private static List<Owned> choices(LedgerEntry entry, About about, Families families) {
        UUID current = families.current(about.profileId());
        return families.members(about.profileId()).stream()
                .filter(origin -> families.counts(about.profileId(), entry.decidedAt(), origin))
                .map(origin -> new Owned(
                        current,
                        new Choice(
                                origin,
                                new Scope(entry.channel(), entry.purpose()),
                                Ledger.grants(entry),
                                entry.decidedAt(),
                                new Proof(entry.seq(), entry.hash(), entry.source(), about.messageId()))))
                .toList();
    }

    private static Collection<Owned> latest(List<Owned> choices) {
        record Cell(UUID profile, UUID origin, Scope scope) {}
        Map<Cell, Owned> latest = new LinkedHashMap<>();
        for (Owned owned : choices) {
            Choice choice = owned.choice();
            latest.merge(
                    new Cell(owned.profile(), choice.origin(), choice.scope()),
                    owned,
                    (a, b) -> a.choice().laterThan(b.choice()) ? a : b);
        }
        return latest.values();
    }

    private static ProblemException reused(int index) {
        return new ProblemException(
                ConsentProblem.IDEMPOTENCY_KEY_REUSED,
                "a repeat must be the same decision; give another decision another key",
                List.of(new FieldError("/decisions/" + index + "/idempotencyKey", "was used for another decision")));
    }

    private static String fingerprint(NewDecision decision) {
        return ProfileIds.derive(decision.toString());
    }
}
