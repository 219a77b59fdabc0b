package io.itinera.consent.identity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Profiles that have become one, as a forest: each merged profile points at the one that it was merged into. Pure; a copy of
 * what the identities topic said.
 */
public final class Families {

    private final Map<UUID, Merge> merges = new HashMap<>();
    private final Map<UUID, Set<UUID>> merged = new HashMap<>();

    /** A forest of these merges; one that would make a circle is passed over. */
    public Families(Iterable<Merge> merges) {
        merges.forEach(this::add);
    }

    /**
     * A profile that was merged into another.
     *
     * @param profile the one that is no more
     * @param into the one that goes on
     * @param at when
     * @param epoch grows with each decision about the profile: the higher one holds
     */
    public record Merge(UUID profile, UUID into, Instant at, long epoch) {

        private boolean newerThan(Merge other) {
            return epoch != other.epoch ? epoch > other.epoch : at.isAfter(other.at);
        }
    }

    /**
     * Takes in a merge, or, when a profile is merged into itself, takes a merge back.
     *
     * @return false when it changes nothing: older than what is known, the same, or a circle
     */
    public boolean add(Merge merge) {
        Merge known = merges.get(merge.profile());
        if (known != null && known.newerThan(merge)) {
            return false;
        }
        boolean apart = merge.profile().equals(merge.into());
        if (apart ? known == null : merge.equals(known) || path(merge.into()).contains(merge.profile())) {
            return false;
        }
        if (known != null) {
            merged.get(known.into()).remove(known.profile());
            merges.remove(known.profile());
        }
        if (!apart) {
            merges.put(merge.profile(), merge);
            merged.computeIfAbsent(merge.into(), _ -> new LinkedHashSet<>()).add(merge.profile());
        }
        return true;
    }

    /** The profile that goes on for {@code profile}; itself when it was never merged. */
    public UUID current(UUID profile) {
        return path(profile).getLast();
    }

    /** All profiles that are one with {@code profile}, itself included. */
    public Set<UUID> members(UUID profile) {
        Set<UUID> members = new LinkedHashSet<>();
        addWithMerged(current(profile), members);
        return members;
    }

    /** The merge of that profile, empty when it stands for itself. */
    public Optional<Merge> merge(UUID profile) {
        return Optional.ofNullable(merges.get(profile));
    }

    /**
     * Since when a decision of one profile also counts for the other: the latest merge on the way between them.
     *
     * @return empty when they are the same profile (always), or never became one
     */
    public Optional<Instant> oneSince(UUID a, UUID b) {
        List<UUID> fromA = path(a);
        List<UUID> fromB = path(b);
        if (!fromA.getLast().equals(fromB.getLast())) {
            return Optional.empty();
        }
        Instant latest = null;
        for (UUID profile : fromA) {
            latest = fromB.contains(profile) ? latest : later(latest, profile);
        }
        for (UUID profile : fromB) {
            latest = fromA.contains(profile) ? latest : later(latest, profile);
        }
        return Optional.ofNullable(latest);
    }

    /** True when what was decided for {@code named} at that time is also a decision for {@code other}. */
    public boolean counts(UUID named, Instant decidedAt, UUID other) {
        return named.equals(other)
                || oneSince(named, other)
                        .map(since -> !decidedAt.isBefore(since))
                        .orElse(false);
    }

    private void addWithMerged(UUID profile, Set<UUID> members) {
        members.add(profile);
        merged.getOrDefault(profile, Set.of()).forEach(child -> addWithMerged(child, members));
    }

    private Instant later(Instant latest, UUID profile) {
        Instant at = merges.get(profile).at();
        return latest == null || at.isAfter(latest) ? at : latest;
    }

    private List<UUID> path(UUID profile) {
        List<UUID> path = new ArrayList<>(2);
        path.add(profile);
        for (Merge next = merges.get(profile); next != null; next = merges.get(next.into())) {
            path.add(next.into());
        }
        return path;
    }
}
