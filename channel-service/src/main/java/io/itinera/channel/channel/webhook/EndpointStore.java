package io.itinera.channel.channel.webhook;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Endpoints that came by API. */
@ApplicationScoped
class EndpointStore implements PanacheRepositoryBase<EndpointRow, String> {

    @Transactional
    Optional<EndpointRow> find(String name) {
        return findByIdOptional(name);
    }

    @Transactional
    List<EndpointRow> all() {
        return list("order by name");
    }

    /** Changes the row of a name, which is new when there was none. True when it is new. */
    @Transactional
    boolean change(String name, Consumer<EndpointRow> change) {
        EndpointRow row = findById(name);
        boolean created = row == null;
        if (created) {
            row = new EndpointRow();
            row.name = name;
        }
        change.accept(row);
        persist(row);
        return created;
    }

    @Transactional
    boolean remove(String name) {
        return deleteById(name);
    }
}
