package io.itinera.journey.engine;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.ReasonWord;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Applies what is due, in order of due time, so that the log alone decides what came first. */
final class DueTimes {

    /** More due times in one go are waits so short that they never catch up. */
    private static final int MAX_IN_ONE_GO = 10_000;

    private static final Comparator<Due> ORDER = Comparator.comparing(Due::at)
            .thenComparing(Due::kind)
            .thenComparing((a, b) -> Run.order(a.at()).compare(a.traveller(), b.traveller()));

    private final Run run;
    private final Instant by;
    private int applied;

    private enum Kind {
        EXPIRY,
        WAIT,
        ENTRY
    }

    /**
     * Something due.
     *
     * @param traveller whose wait or life ends; null for an entry
     * @param skipped until when to pass what follows without its actions, or null
     * @param standing the entry, or null
     */
    private record Due(Instant at, Kind kind, Traveller traveller, Instant skipped, Standing standing) {}

    private DueTimes(Run run, Instant by) {
        this.run = run;
        this.by = by;
    }

    /**
     * Applies all that is due by then, and leaves the run at that time; but nothing that is due after a migration is to lead on somebody
     * who has come to another step meanwhile.
     *
     * @return false where it stopped for such a migration
     */
    static boolean apply(Run run, Instant by) {
        return new DueTimes(run, by).apply();
    }

    private boolean apply() {
        for (Due due = earliest(); due != null; due = earliest()) {
            if (Migrations.areOpen(run, due.at().minusNanos(1))) {
                return false;
            }
            miss(due.at());
            run.now(due.at());
            if (due.kind() == Kind.ENTRY) {
                run.standings().comes(due.standing());
            } else {
                comes(due);
            }
            run.errands().carryOut();
            if (due.skipped() != null) {
                // It is passed when the hold is over, whatever time it tells: by then the entries of that time have
                // come, or were none.
                run.now(due.skipped());
            }
            // What a step has changed decides from its own moment on which entries time brings, and when.
            run.standings().refresh();
        }
        miss(by);
        run.now(by);
        run.watched().removeIf(watch -> {
            boolean over = !watch.until().isAfter(by);
            if (over) {
                run.effect(new Effect.CancelTimer(Goals.timer(run.profileId(), watch)));
                Parking.keepTold(run, watch);
            }
            return over;
        });
        return true;
    }

    private void comes(Due due) {
        Traveller traveller = due.traveller();
        if (++applied > MAX_IN_ONE_GO) {
            traveller.fail(ReasonWord.LOOP, Map.of("waits", MAX_IN_ONE_GO));
        } else if (due.kind() == Kind.EXPIRY) {
            String maxDuration = traveller.journey().maxDuration().toString();
            traveller.end(ReasonWord.MAX_DURATION, Map.of("maxDuration", maxDuration));
        } else if (!Exits.apply(traveller)) {
            traveller.due(due.skipped());
        }
        run.settle(traveller);
    }

    /** Whose time came by then while their journey stood still: an answer from then on is too late, one from before was not. */
    private void miss(Instant at) {
        for (Traveller traveller : run.live()) {
            Instance.Waiting waiting = traveller.waiting();
            if (waiting != null
                    && !waiting.missed()
                    && waiting.due() != null
                    && !waiting.due().isAfter(at)
                    && run.published(traveller).standsStill(waiting.due())) {
                traveller.miss();
            }
        }
    }

    private boolean isDue(Instant time) {
        return time != null && !time.isAfter(by);
    }

    private Due earliest() {
        Standing entry = run.standings().earliest(by);
        Due earliest = entry == null ? null : new Due(entry.due(), Kind.ENTRY, null, null, entry);
        for (Traveller traveller : run.live()) {
            earliest = Stream.of(earliest, wait(traveller), expiry(traveller))
                    .filter(Objects::nonNull)
                    .min(ORDER)
                    .orElse(null);
        }
        return earliest;
    }

    private Due wait(Traveller traveller) {
        Instance.Waiting waiting = traveller.waiting();
        return waiting == null || !isDue(waiting.due())
                ? null
                : due(Kind.WAIT, traveller, waiting.due(), waiting.missed());
    }

    private Due expiry(Traveller traveller) {
        Instant expires = traveller.began().expires();
        return isDue(expires) ? due(Kind.EXPIRY, traveller, expires, false) : null;
    }

    private Due due(Kind kind, Traveller traveller, Instant due, boolean missed) {
        Instant at = applies(traveller, due, missed);
        return isDue(at) ? new Due(at, kind, traveller, skippedUntil(traveller, at), null) : null;
    }

    /**
     * When something due applies; null while its journey stands still. What came due in a time in which the journey stood still
     * applies at the end of that time, so that all that follows counts from there; or, where that is passed over, at its own time.
     */
    private Instant applies(Traveller traveller, Instant due, boolean missed) {
        LiveJourney journey = run.published(traveller);
        Instant at = due;
        PublishedJourney.Pause hold = journey.amendments().holdAt(at);
        if (hold == null) {
            return journey.standsStill(at) ? null : missed ? by : at;
        }
        while (hold != null) {
            if (lasts(hold)) {
                return null;
            }
            if (hold.skip()) {
                return at;
            }
            at = hold.until();
            hold = journey.amendments().holdAt(at);
        }
        return at;
    }

    /** Whether it is not over by then; who reads the log again knows when and how it ends, and must not. */
    private boolean lasts(PublishedJourney.Pause hold) {
        return hold.until() == null || hold.until().isAfter(by);
    }

    private Instant skippedUntil(Traveller traveller, Instant at) {
        PublishedJourney.Pause hold = run.published(traveller).amendments().holdAt(at);
        return hold != null && hold.skip() ? hold.until() : null;
    }
}
