package io.itinera.profile.proof;

import io.itinera.profile.proof.PlainProfile.Occurrence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** What one profile did, as its timeline tells it. */
@ApplicationScoped
class DeedStore {

    private final Session session;

    DeedStore(Session session) {
        this.session = session;
    }

    /**
     * Something that the profile did, and from when on it was the profile's own.
     *
     * @param occurrence what happened
     * @param since when the profile that it came to became part of this one; the beginning of time for its own
     */
    record Deed(Occurrence occurrence, Instant since) {}

    /** What the profile, and those that were merged into it, did under these names up to a time, the newest first. */
    @Transactional
    List<Deed> upTo(UUID profile, Set<String> names, Instant until, int most) {
        return session
                .createNativeQuery("""
                        with recursive family(id, since) as (
                            select cast(:profile as uuid), cast('epoch' as timestamptz)
                            union
                            select p.id, greatest(family.since, (
                                select t.at from timeline t
                                where t.profile_id = p.id and t.cause ->> 'kind' = 'mergedAway' order by t.at desc limit 1))
                            from profile p join family on p.merged_into = family.id)
                        select family.since as since, entry.at as at, cast(entry.cause as text) as cause
                        from family join timeline entry on entry.profile_id = family.id
                        where entry.at <= :until and entry.cause ->> 'kind' = 'tracked'
                            and entry.cause ->> 'name' = any(cast(:names as text[]))
                        order by entry.at desc, entry.id desc limit :most""", Object[].class)
                .addScalar("since", Instant.class)
                .addScalar("at", Instant.class)
                .addScalar("cause", String.class)
                .setParameter("profile", profile)
                .setParameter("until", until)
                .setParameter("names", names.toArray(String[]::new))
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(row -> new Deed(ProofStore.occurrence((Instant) row[1], (String) row[2]), (Instant) row[0]))
                .toList();
    }

    /** Whether an event of the profile, or of one that was merged into it, came in before that time. */
    @Transactional
    boolean livedBefore(UUID profile, Instant time) {
        return session.createNativeQuery(
                        "select exists (select 1 from profile where (id = :profile or merged_into = :profile)"
                                + " and first_seen < :time)",
                        Boolean.class)
                .setParameter("profile", profile)
                .setParameter("time", time)
                .getSingleResult();
    }
}
