package io.itinera.profile.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.contracts.Wire;
import io.itinera.profile.proof.PlainProfile.Occurrence;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;

/** Some of the record, picked without regard to what is in it. */
@ApplicationScoped
class ProofStore {

    private static final int SLICES = 20;
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final TypeReference<Map<String, Boolean>> ANSWERS = new TypeReference<>() {};

    private final Session session;

    ProofStore(Session session) {
        this.session = session;
    }

    /**
     * A profile of the record.
     *
     * @param id profile id
     * @param traits latest traits
     * @param consents latest consents
     * @param firstSeen when its first event came in
     */
    record Person(UUID id, Map<String, Object> traits, Map<String, Boolean> consents, Instant firstSeen) {}

    /** How many profiles live. */
    @Transactional
    long living() {
        return session.createNativeQuery("select count(*) from profile where merged_into is null", Long.class)
                .getSingleResult();
    }

    /** All profiles where there are no more than {@code most}, else so many; ids are hashes, so any stretch of them is as good as another. */
    @Transactional
    List<Person> sample(long living, int most) {
        Map<UUID, Person> people = new LinkedHashMap<>();
        if (living <= most) {
            stretch(new UUID(0, 0), most).forEach(person -> people.put(person.id(), person));
            return List.copyOf(people.values());
        }
        for (int i = 0; i < SLICES * 2 && people.size() < most; i++) {
            stretch(UUID.randomUUID(), Math.max(1, most / SLICES)).forEach(person -> people.put(person.id(), person));
        }
        return people.values().stream().limit(most).toList();
    }

    private List<Person> stretch(UUID from, int most) {
        return session
                .createNativeQuery(
                        "select id, cast(traits as text) as traits, cast(consents as text) as consents, first_seen from profile"
                                + " where merged_into is null and id >= :from order by id limit :most",
                        Object[].class)
                .addScalar("id", UUID.class)
                .addScalar("traits", String.class)
                .addScalar("consents", String.class)
                .addScalar("first_seen", Instant.class)
                .setParameter("from", from)
                .setParameter("most", most)
                .getResultList()
                .stream()
                .map(row -> new Person(
                        (UUID) row[0], json((String) row[1], OBJECT), json((String) row[2], ANSWERS), (Instant) row[3]))
                .toList();
    }

    /** What these profiles, and those merged into them, did under these names, as far as timelines go back. */
    @Transactional
    Map<UUID, List<Occurrence>> occurrences(Collection<UUID> profiles, Set<String> names) {
        Map<UUID, List<Occurrence>> found = new HashMap<>();
        if (names.isEmpty()) {
            return found;
        }
        session.createNativeQuery("""
                        with recursive family(root, id) as (
                            select id, id from unnest(cast(:profiles as uuid[])) as p(id)
                            union
                            select family.root, profile.id from profile join family on profile.merged_into = family.id)
                        select family.root as root, entry.at as at, cast(entry.cause as text) as cause
                        from family join timeline entry on entry.profile_id = family.id
                        where entry.cause ->> 'kind' = 'tracked' and entry.cause ->> 'name' = any(cast(:names as text[]))""", Object[].class)
                .addScalar("root", UUID.class)
                .addScalar("at", Instant.class)
                .addScalar("cause", String.class)
                .setParameter("profiles", profiles.toArray(UUID[]::new))
                .setParameter("names", names.toArray(String[]::new))
                .getResultList()
                .forEach(row -> found.computeIfAbsent((UUID) row[0], id -> new ArrayList<>())
                        .add(occurrence((Instant) row[1], (String) row[2])));
        return found;
    }

    /** Where parts belong now, for the parts of these profiles: origin to home. */
    @Transactional
    Map<String, String> homes(Collection<UUID> profiles) {
        Map<String, String> homes = new HashMap<>();
        profiles.forEach(id -> homes.put(id.toString(), id.toString()));
        session.createNativeQuery(
                        "select origin, home from identity where home = any(cast(:profiles as uuid[])) or origin = any(cast(:profiles as uuid[]))",
                        Object[].class)
                .setParameter("profiles", profiles.toArray(UUID[]::new))
                .getResultList()
                .forEach(row -> homes.put(row[0].toString(), row[1].toString()));
        return homes;
    }

    /** True when this transaction is the one that checks. */
    boolean mine() {
        return session.createNativeQuery(
                        "select pg_try_advisory_xact_lock(hashtext('itinera.segments.check'))", Boolean.class)
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    static Occurrence occurrence(Instant received, String json) {
        Map<String, Object> cause = json(json, OBJECT);
        Object said = cause.get("occurredAt");
        Instant at = said == null ? received : Instant.parse(said.toString());
        Map<String, Object> properties =
                cause.get("properties") instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
        return new Occurrence((String) cause.get("name"), at.isAfter(received) ? received : at, received, properties);
    }

    private static <T> T json(String text, TypeReference<T> type) {
        try {
            return Wire.JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what PostgreSQL keeps is JSON", e);
        }
    }
}
