package io.itinera.channel.profile;

import io.itinera.database.Column;
import io.itinera.database.Database;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** Which profile each former one belongs to now. */
@ApplicationScoped
class ProfileLinkStore {

    /** A profile that stands for itself needs no row, unless it stood for another before. */
    private static final String WRITE = """
            insert into profile_link as l (id, leads_to, epoch)
            select id, leads_to, epoch from unnest(?::text[], ?::text[], ?::int8[]) as n(id, leads_to, epoch)
            where id <> leads_to or exists (select from profile_link known where known.id = n.id)
            on conflict (id) do update set leads_to = excluded.leads_to, epoch = excluded.epoch
            where excluded.epoch >= l.epoch""";

    private final Database database;

    ProfileLinkStore(Database database) {
        this.database = database;
    }

    /** Writes links, at most one for each profile. One that is older than what is known is passed over. */
    void write(Collection<Link> links) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.update(
                        WRITE,
                        Column.texts(links, Link::id),
                        Column.texts(links, Link::leadsTo),
                        Column.of("int8", links, Link::epoch)));
    }

    /**
     * A link.
     *
     * @param id the profile that an identifier alone stands for, or that was merged
     * @param leadsTo the profile that it belongs to
     * @param epoch of two links, the one with the higher epoch holds
     */
    record Link(String id, String leadsTo, long epoch) {}
}
