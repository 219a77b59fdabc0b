package io.itinera.consent.merge;

import io.itinera.consent.consent.Consents;
import io.itinera.consent.identity.Families;
import io.itinera.consent.identity.Families.Merge;
import io.itinera.consent.identity.LinkStore;
import io.itinera.consent.identity.LinkStore.Link;
import io.itinera.consent.ledger.Ledger;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps links, and rebuilds the choices of profiles that were merged. What holds after a merge depends on the decisions and the
 * links alone, not on the order in which they came in.
 */
@ApplicationScoped
class Merges {

    private static final Logger LOG = Logger.getLogger(Merges.class);

    private final LinkStore links;
    private final Ledger ledger;
    private final Consents consents;

    Merges(LinkStore links, Ledger ledger, Consents consents) {
        this.links = links;
        this.ledger = ledger;
        this.consents = consents;
    }

    /** Takes in links; a repeat changes nothing. */
    @Transactional
    void apply(List<KnownLink> batch) {
        Map<String, Link> newest = new HashMap<>();
        for (KnownLink link : batch) {
            if (!link.merges()) {
                newest.merge(
                        link.subject().text(),
                        new Link(link.subject().text(), link.profile(), link.at(), link.epoch()),
                        (a, b) -> a.epoch() > b.epoch() || (a.epoch() == b.epoch() && a.at().isAfter(b.at())) ? a : b);
            }
        }
        links.keepLinks(newest.values());
        List<Merge> merges = batch.stream()
                .filter(KnownLink::merges)
                .map(link -> new Merge(link.merged(), link.profile(), link.at(), link.epoch()))
                .sorted(Comparator.comparing(Merge::epoch).thenComparing(Merge::at))
                .toList();
        if (!merges.isEmpty()) {
            merge(merges);
        }
    }

    private void merge(List<Merge> merges) {
        ledger.lock();
        Set<UUID> named = new LinkedHashSet<>();
        merges.forEach(merge -> Stream.of(merge.profile(), merge.into()).forEach(named::add));
        Families families = links.families(named);
        Set<UUID> changed = new LinkedHashSet<>();
        Set<UUID> affected = new LinkedHashSet<>();
        for (Merge merge : merges) {
            Set<UUID> before = families.members(merge.profile());
            if (families.add(merge)) {
                changed.add(merge.profile());
                affected.addAll(before);
                affected.addAll(families.members(merge.profile()));
                affected.addAll(families.members(merge.into()));
            }
        }
        if (!changed.isEmpty()) {
            links.keepMerges(changed, families);
            consents.rebuild(affected, families);
            LOG.debugf("profiles merged count=%d", changed.size());
        }
    }
}
