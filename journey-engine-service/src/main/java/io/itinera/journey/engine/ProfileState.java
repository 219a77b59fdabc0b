package io.itinera.journey.engine;

import io.itinera.journey.learning.Engagement;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that the engine keeps about one profile.
 *
 * @param profileId whose state
 * @param known what the latest activity said, {@link Knowledge#NONE} where no instance is live and no entry awaited
 * @param live instances under way
 * @param watched instances that ended while a goal can still be reached
 * @param memories what the re-entry rule of each journey must remember, by journey key
 * @param parked instances that a migration ended, as long as it can be taken back
 * @param standing entries that time brings
 * @param engagement what it answered to, as long as a journey decides by that
 */
public record ProfileState(
        String profileId,
        Knowledge known,
        List<Instance> live,
        List<Watch> watched,
        Map<String, Memory> memories,
        List<Parked> parked,
        List<Standing> standing,
        Engagement engagement) {

    public ProfileState {
        known = known == null ? Knowledge.NONE : known;
        live = live == null ? List.of() : live;
        watched = watched == null ? List.of() : watched;
        memories = memories == null ? Map.of() : memories;
        parked = parked == null ? List.of() : parked;
        standing = standing == null ? List.of() : standing;
        engagement = engagement == null ? Engagement.NONE : engagement;
    }

    /** The state of a profile that no journey concerns. */
    public static ProfileState empty(String profileId) {
        return new ProfileState(
                profileId, Knowledge.NONE, List.of(), List.of(), Map.of(), List.of(), List.of(), Engagement.NONE);
    }

    /** This state of a profile that answered to that, by channel. */
    public ProfileState engagedIn(Map<String, Engagement.Channel> channels) {
        return new ProfileState(profileId, known, live, watched, memories, parked, standing, new Engagement(channels));
    }

    /** True when there is nothing that must be kept. */
    public boolean isEmpty() {
        return live.isEmpty()
                && watched.isEmpty()
                && memories.isEmpty()
                && parked.isEmpty()
                && standing.isEmpty()
                && engagement.unknown();
    }

    /**
     * An instance that a migration ended.
     *
     * @param migration number of the migration
     * @param instance as it was before, with the number of its next transition
     */
    public record Parked(int migration, Instance instance) {}

    /**
     * What a re-entry rule must remember.
     *
     * @param lastEntered when the profile last entered
     * @param entries how often it entered while that was remembered
     * @param until when that is forgotten, or null for never
     */
    public record Memory(Instant lastEntered, long entries, Instant until) {

        /** One more entry that asks for nothing by itself. */
        Memory again(Instant at) {
            return new Memory(at, 1, until);
        }

        /** Both: the later entry, remembered as long as one of them is. */
        Memory and(Memory other) {
            Instant last = lastEntered.isAfter(other.lastEntered) ? lastEntered : other.lastEntered;
            boolean ever = until == null || other.until == null;
            Instant longer = ever ? null : until.isAfter(other.until) ? until : other.until;
            return new Memory(last, entries + other.entries, longer);
        }
    }
}
