package io.itinera.profile.record;

import io.itinera.contracts.Identifier;
import io.itinera.problems.ProblemException;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.QueryTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/** Answers questions about profiles. */
@ApplicationScoped
class Profiles implements PanacheRepositoryBase<ProfileRow, UUID> {

    /** More merges in a row than anyone makes; a bound in case the record is behind and shows a circle. */
    private static final int MOST_MERGES = 32;

    /** The living profile that an id leads to: through merges, and through links where the profile itself never lived. */
    Optional<ProfileRow> living(UUID id) {
        UUID next = id;
        for (int i = 0; i < MOST_MERGES; i++) {
            ProfileRow row = findById(next);
            if (row != null && row.mergedInto == null) {
                return Optional.of(row);
            }
            UUID here = next;
            UUID there = row == null ? homeOfOrigin(here).orElse(here) : row.mergedInto;
            if (there.equals(here)) {
                return Optional.empty();
            }
            next = there;
        }
        return Optional.empty();
    }

    /** The profile that an identifier belongs to by decision, else by derivation. */
    UUID home(Identifier identifier) {
        return scalar("select home from identity where identifier = ?1", identifier.text())
                .orElseGet(() -> UUID.fromString(identifier.derivedProfileId()));
    }

    /** Keys of the segments that profiles are in, in order; a profile that is in none is left out. */
    Map<UUID, List<String>> segments(List<UUID> ids) {
        Map<UUID, List<String>> segments = new HashMap<>();
        session()
                .createNativeQuery(
                        "select profile_id, segment from segment_member where profile_id = any(?1) order by segment",
                        Object[].class)
                .setParameter(1, ids.toArray(UUID[]::new))
                .getResultList()
                .forEach(row -> segments.computeIfAbsent((UUID) row[0], _ -> new ArrayList<>())
                        .add((String) row[1]));
        return segments;
    }

    /** The profile and all that became part of it. */
    List<UUID> withMerged(UUID id) {
        return session().createNativeQuery("""
                        with recursive family(id) as (
                            select cast(?1 as uuid)
                            union
                            select profile.id from profile join family on profile.merged_into = family.id)
                        select id from family""", UUID.class).setParameter(1, id).getResultList();
    }

    /**
     * Living profiles that match, in the order of their ids, after {@code after}.
     *
     * @throws ProblemException when it takes longer than {@code timeout}
     */
    List<ProfileRow> search(TraitQuery query, UUID after, int limit, Duration timeout) {
        session()
                .createNativeMutationQuery("set local statement_timeout = " + timeout.toMillis())
                .executeUpdate();
        NativeQuery<ProfileRow> select = session()
                .createNativeQuery(
                        "select * from profile where merged_into is null and id > :after and (" + query.condition()
                                + ") order by id limit :most",
                        ProfileRow.class)
                .setParameter("after", after)
                .setParameter("most", limit);
        query.parameters().forEach(select::setParameter);
        try {
            return select.getResultList();
        } catch (QueryTimeoutException | org.hibernate.QueryTimeoutException e) {
            throw new ProblemException(
                    ProfileProblem.SEARCH_TOO_BROAD,
                    "no answer within " + timeout + ": search for an exact value instead");
        }
    }

    private Optional<UUID> homeOfOrigin(UUID origin) {
        return scalar("select home from identity where origin = ?1 limit 1", origin);
    }

    private Optional<UUID> scalar(String sql, Object argument) {
        return session().createNativeQuery(sql, UUID.class).setParameter(1, argument).getResultList().stream()
                .findFirst();
    }

    private Session session() {
        return getEntityManager().unwrap(Session.class);
    }
}
