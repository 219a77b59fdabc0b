package io.itinera.channel.profile;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;
import javax.sql.DataSource;

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

    private final DataSource database;

    ProfileLinkStore(DataSource database) {
        this.database = database;
    }

    /** Writes links, at most one for each profile. One that is older than what is known is passed over. */
    void write(Collection<Link> links) {
        QuarkusTransaction.requiringNew().run(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement write = connection.prepareStatement(WRITE)) {
                write.setArray(1, connection.createArrayOf("text", column(links, Link::id)));
                write.setArray(2, connection.createArrayOf("text", column(links, Link::leadsTo)));
                write.setArray(3, connection.createArrayOf("int8", column(links, Link::epoch)));
                write.executeUpdate();
            } catch (SQLException e) {
                throw new IllegalStateException("profile links were not written", e);
            }
        });
    }

    private static Object[] column(Collection<Link> links, Function<Link, ?> value) {
        return links.stream().map(value).toArray();
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
