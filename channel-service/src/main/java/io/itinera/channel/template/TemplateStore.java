package io.itinera.channel.template;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Templates and their versions. */
@ApplicationScoped
class TemplateStore implements PanacheRepositoryBase<TemplateRow, String> {

    /** The present version of a key. */
    @Transactional
    Optional<TemplateVersionRow> current(String key) {
        return live(key).map(row -> version(key, row.version));
    }

    /** The number of the present version; empty when there is none. */
    @Transactional
    Optional<Integer> currentVersion(String key) {
        return live(key).map(row -> row.version);
    }

    /** One version, also of a template that was deleted. */
    @Transactional
    Optional<TemplateVersionRow> at(String key, int version) {
        return Optional.ofNullable(version(key, version));
    }

    /** All versions of a key, the newest first. */
    @Transactional
    List<TemplateVersionRow> history(String key) {
        return getEntityManager()
                .createQuery(
                        "from TemplateVersionRow v where v.id.key = :key order by v.id.version desc",
                        TemplateVersionRow.class)
                .setParameter("key", key)
                .getResultList();
    }

    /** The present versions in the order of their keys, after {@code after}. */
    @Transactional
    List<TemplateVersionRow> page(String after, int size) {
        return getEntityManager()
                .createQuery(
                        "select v from TemplateVersionRow v join TemplateRow t on t.key = v.id.key and t.version = v.id.version"
                                + " where not t.deleted and t.key > :after order by t.key",
                        TemplateVersionRow.class)
                .setParameter("after", after)
                .setMaxResults(size)
                .getResultList();
    }

    /**
     * Saves a new version, if the present one (0: there is none) is one that the caller expects. The same content again is no
     * new version.
     *
     * @return the version that is present then, empty when the caller expected another
     */
    @Transactional
    Optional<Saved> save(String key, TemplateContent content, IntPredicate expected, Instant at, String by) {
        getEntityManager()
                .createNativeQuery(
                        "insert into template (key, version, deleted) values (:key, 0, true) on conflict do nothing")
                .setParameter("key", key)
                .executeUpdate();
        TemplateRow row = findById(key, LockModeType.PESSIMISTIC_WRITE);
        getEntityManager().refresh(row);
        int present = row.deleted ? 0 : row.version;
        if (present > 0 && version(key, present).content().equals(content)) {
            return Optional.of(new Saved(version(key, present), false));
        }
        if (!expected.test(present)) {
            return Optional.empty();
        }
        row.version++;
        row.deleted = false;
        TemplateVersionRow saved = TemplateVersionRow.of(key, row.version, content, at, by);
        getEntityManager().persist(saved);
        return Optional.of(new Saved(saved, present == 0));
    }

    /** Ends a template; its versions stay. False when the present version is not the expected one. */
    @Transactional
    boolean end(String key, IntPredicate expected) {
        TemplateRow row = findById(key, LockModeType.PESSIMISTIC_WRITE);
        if (row == null || row.deleted || !expected.test(row.version)) {
            return false;
        }
        row.deleted = true;
        return true;
    }

    private Optional<TemplateRow> live(String key) {
        return Optional.ofNullable(findById(key)).filter(row -> !row.deleted);
    }

    private TemplateVersionRow version(String key, int version) {
        return getEntityManager().find(TemplateVersionRow.class, new TemplateVersionRow.VersionId(key, version));
    }

    /** What a save left, and whether there was no such template before. */
    record Saved(TemplateVersionRow row, boolean created) {}
}
