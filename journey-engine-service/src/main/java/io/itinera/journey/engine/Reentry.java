package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Entry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * What re-entry rules remember. The rule under which a profile enters decides how long the entry is remembered, and another rule of a
 * later version knows what is remembered then, no more and no less: whether an engine had an occasion to forget must not matter.
 *
 * @see <a href="../../../../../../../../docs/adr/0018-rules-remember-from-their-version-on.md">ADR 18</a>
 */
final class Reentry {

    /** No zone is further from UTC than this, so that a cooldown that is over by then is over everywhere. */
    private static final Duration ZONES_APART = Duration.ofHours(26);

    private Reentry() {}

    /** What is remembered of a journey now, or null. */
    static ProfileState.Memory known(Run run, String journey) {
        ProfileState.Memory memory = run.memories().get(journey);
        return memory == null || isOver(memory, run.now()) ? null : memory;
    }

    /** Remembers an entry, where its rule asks for it or an earlier entry is remembered. */
    static void remember(Run run, String journey, Entry.Reentry rule) {
        ProfileState.Memory before = known(run, journey);
        ProfileState.Memory entry =
                switch (rule) {
                    case Entry.Reentry.Once _ -> new ProfileState.Memory(run.now(), 1, null);
                    case Entry.Reentry.AfterExit(var cooldown)
                    when cooldown != null ->
                        new ProfileState.Memory(
                                run.now(),
                                1,
                                cooldown.after(run.now(), ZoneOffset.UTC).plus(ZONES_APART));
                    case Entry.Reentry.AfterExit _, Entry.Reentry.EveryTime _ -> null;
                };
        if (before != null) {
            run.memories().put(journey, before.and(entry == null ? before.again(run.now()) : entry));
        } else if (entry != null) {
            run.memories().put(journey, entry);
        }
    }

    /** Takes over what is remembered of another profile. */
    static void moveIn(Run run, Map<String, ProfileState.Memory> from) {
        from.forEach((journey, theirs) -> {
            if (!isOver(theirs, run.now())) {
                ProfileState.Memory mine = known(run, journey);
                run.memories().put(journey, mine == null ? theirs : mine.and(theirs));
            }
        });
    }

    /** Forgets what no rule will ask again. */
    static void forget(Run run) {
        run.memories().entrySet().removeIf(memory -> {
            LiveJourney journey = run.catalog().journey(memory.getKey());
            return isOver(memory.getValue(), run.now())
                    || journey != null && journey.state() == PublishedJourney.State.ARCHIVED;
        });
    }

    private static boolean isOver(ProfileState.Memory memory, Instant now) {
        return memory.until() != null && !memory.until().isAfter(now);
    }
}
