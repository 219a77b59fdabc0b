package io.itinera.consent.identity;

import io.itinera.consent.identity.Families.Merge;
import io.itinera.contracts.Identifier;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** Our copy of the identities topic. */
@ApplicationScoped
public class LinkStore {

    private final Database database;

    LinkStore(Database database) {
        this.database = database;
    }

    /**
     * A known link of an identifier.
     *
     * @param subject text form of the identifier
     * @param profile the profile that it belongs to
     * @param at when that was decided
     * @param epoch grows with each decision about the identifier: the higher one holds
     */
    public record Link(String subject, UUID profile, Instant at, long epoch) {}

    /** The profile that each identifier names: by its link, else the one that is derived from it. Merges are not followed. */
    public Map<Identifier, UUID> named(Collection<Identifier> identifiers) {
        Map<Identifier, UUID> named = new HashMap<>();
        List<String> texts = identifiers.stream()
                .filter(identifier -> identifier.kind() != Identifier.Kind.PROFILE)
                .map(Identifier::text)
                .distinct()
                .toList();
        Map<String, UUID> linked = new HashMap<>();
        if (!texts.isEmpty()) {
            database.each(
                    "select subject, profile_id from identity_links where subject = any(?)",
                    row -> Map.entry(row.getString("subject"), Database.uuid(row, "profile_id")),
                    link -> linked.put(link.getKey(), link.getValue()),
                    Column.texts(texts));
        }
        for (Identifier identifier : identifiers) {
            UUID link = linked.get(identifier.text());
            named.put(identifier, link == null ? UUID.fromString(identifier.derivedProfileId()) : link);
        }
        return named;
    }

    /** Every merge that touches one of these profiles, directly or over others. */
    public Families families(Collection<UUID> profiles) {
        return new Families(database.list(
                """
                with recursive near (profile_id, into_id, merged_at, epoch) as (
                    select m.* from unnest(?::uuid[]) as asked (id)
                      join lateral (select * from merged_profiles where profile_id = asked.id
                                    union all select * from merged_profiles where into_id = asked.id) m on true
                    union
                    select m.* from near n
                      join lateral (select * from merged_profiles where profile_id = n.into_id
                                    union all select * from merged_profiles where into_id = n.into_id
                                    union all select * from merged_profiles where into_id = n.profile_id) m on true
                )
                select * from near
                """,
                row -> new Merge(
                        Database.uuid(row, "profile_id"),
                        Database.uuid(row, "into_id"),
                        Database.time(row, "merged_at"),
                        row.getLong("epoch")),
                Column.of("uuid", profiles, Function.identity())));
    }

    /** Keeps links of identifiers; an older one than is known changes nothing. Each subject occurs once. */
    public void keepLinks(Collection<Link> links) {
        if (links.isEmpty()) {
            return;
        }
        database.update(
                """
                insert into identity_links (subject, profile_id, decided_at, epoch)
                select * from unnest(?, ?, ?, ?) as l (subject, profile_id, decided_at, epoch)
                on conflict (subject) do update
                   set profile_id = excluded.profile_id, decided_at = excluded.decided_at, epoch = excluded.epoch
                 where (excluded.epoch, excluded.decided_at) >= (identity_links.epoch, identity_links.decided_at)
                """,
                Column.texts(links, Link::subject),
                Column.of("uuid", links, Link::profile),
                Column.of("timestamptz", links, Link::at),
                Column.of("int8", links, Link::epoch));
    }

    /** Makes the stored merges of these profiles those of {@code families}. */
    public void keepMerges(Collection<UUID> changed, Families families) {
        List<Merge> merges = changed.stream()
                .flatMap(profile -> families.merge(profile).stream())
                .toList();
        List<UUID> apart = changed.stream()
                .filter(profile -> families.merge(profile).isEmpty())
                .toList();
        database.update(
                "delete from merged_profiles where profile_id = any(?)", Column.of("uuid", apart, Function.identity()));
        database.update(
                """
                insert into merged_profiles (profile_id, into_id, merged_at, epoch)
                select * from unnest(?, ?, ?, ?) as m (profile_id, into_id, merged_at, epoch)
                on conflict (profile_id) do update
                   set into_id = excluded.into_id, merged_at = excluded.merged_at, epoch = excluded.epoch
                """,
                Column.of("uuid", merges, Merge::profile),
                Column.of("uuid", merges, Merge::into),
                Column.of("timestamptz", merges, Merge::at),
                Column.of("int8", merges, Merge::epoch));
    }
}
