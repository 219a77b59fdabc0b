package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Entry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;

/** What a re-entry rule remembers, and for how long. */
final class Reentry {

    /** No zone is further from UTC than this, so that a cooldown that is over by then is over everywhere. */
    private static final Duration ZONES_APART = Duration.ofHours(26);

    private Reentry() {}

    /** Remembers an entry, where the rule needs it. */
    static void remember(Run run, LiveJourney journey) {
        if (remembers(journey)) {
            run.memories()
                    .merge(
                            journey.key(),
                            new ProfileState.Memory(run.now(), 1),
                            (old, one) -> new ProfileState.Memory(run.now(), old.entries() + 1));
        }
    }

    private static boolean remembers(LiveJourney journey) {
        return switch (journey.current().entry().reentry()) {
            case Entry.Reentry.Once _ -> true;
            case Entry.Reentry.AfterExit afterExit -> afterExit.cooldown() != null;
            case Entry.Reentry.EveryTime _ -> false;
        };
    }

    /** Forgets what no rule will ask again. */
    static void forget(Run run) {
        run.memories().entrySet().removeIf(memory -> forgettable(run, memory));
    }

    private static boolean forgettable(Run run, Map.Entry<String, ProfileState.Memory> memory) {
        LiveJourney journey = run.catalog().journey(memory.getKey());
        if (journey == null) {
            return false;
        }
        if (journey.state() == PublishedJourney.State.ARCHIVED) {
            return true;
        }
        return switch (journey.current().entry().reentry()) {
            case Entry.Reentry.Once _ -> false;
            case Entry.Reentry.EveryTime _ -> true;
            case Entry.Reentry.AfterExit(var cooldown) ->
                cooldown == null
                        || cooldown.after(memory.getValue().lastEntered(), ZoneOffset.UTC)
                                .plus(ZONES_APART)
                                .isBefore(run.now());
        };
    }
}
