package io.itinera.consent.suppression;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Suppressed addresses, as people list and change them. */
@ApplicationScoped
class SuppressionStore implements PanacheRepository<SuppressionRow> {

    /** The entry of an address on exactly this channel. */
    Optional<SuppressionRow> find(String address, String channel) {
        return find("address = ?1 and channel = ?2", address, channel).firstResultOptional();
    }

    /** Every entry of these addresses. */
    List<SuppressionRow> of(Collection<String> addresses) {
        return list("address in ?1", Sort.by("id"), addresses);
    }

    /** Entries after {@code cursor}, in the order in which they were made. */
    List<SuppressionRow> after(long cursor, int limit) {
        return find("id > ?1", Sort.by("id"), cursor).page(Page.ofSize(limit)).list();
    }
}
