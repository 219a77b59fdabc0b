package io.itinera.journey.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Applies what is due, in order of due time, so that the log alone decides what came first. */
final class DueTimes {

    /** More due times in one go are waits so short that they never catch up. */
    private static final int MAX_IN_ONE_GO = 10_000;

    private static final Comparator<Due> ORDER =
            Comparator.comparing(Due::at).thenComparing(Due::kind).thenComparingInt(Due::position);

    private final Run run;
    private final Instant by;

    private enum Kind {
        EXPIRY,
        WAIT
    }

    /**
     * Something due.
     *
     * @param position of the instance in the order in which journeys apply
     */
    private record Due(Instant at, Kind kind, int position, Traveller traveller) {}

    private DueTimes(Run run, Instant by) {
        this.run = run;
        this.by = by;
    }

    /** Applies all that is due by then, and leaves the run at that time. */
    static void apply(Run run, Instant by) {
        new DueTimes(run, by).apply();
    }

    private void apply() {
        run.live().stream().filter(run::standsStill).filter(this::comesDue).forEach(Traveller::miss);
        int applied = 0;
        for (Due due = earliest(); due != null; due = earliest()) {
            run.now(due.at());
            if (++applied > MAX_IN_ONE_GO) {
                due.traveller().fail("error: loop", Map.of("waits", MAX_IN_ONE_GO));
            } else if (due.kind() == Kind.EXPIRY) {
                due.traveller()
                        .end(
                                "max-duration",
                                Map.of(
                                        "maxDuration",
                                        due.traveller().journey().maxDuration().toString()));
            } else {
                due.traveller().due();
            }
            run.settle(due.traveller());
        }
        run.now(by);
        run.watched().removeIf(watch -> {
            boolean over = !watch.until().isAfter(by);
            if (over) {
                run.effect(new Effect.CancelTimer(Goals.timer(run.profileId(), watch)));
            }
            return over;
        });
    }

    private boolean comesDue(Traveller traveller) {
        return traveller.waiting() != null && isDue(traveller.waiting().due());
    }

    private boolean isDue(Instant time) {
        return time != null && !time.isAfter(by);
    }

    private Due earliest() {
        List<Traveller> live = run.live();
        Due earliest = null;
        for (int i = 0; i < live.size(); i++) {
            Traveller traveller = live.get(i);
            if (!run.standsStill(traveller)) {
                earliest = Stream.of(earliest, wait(traveller, i), expiry(traveller, i))
                        .filter(Objects::nonNull)
                        .min(ORDER)
                        .orElse(null);
            }
        }
        return earliest;
    }

    /** What was missed while the journey stood still applies now: all that follows counts from here. */
    private Due wait(Traveller traveller, int position) {
        if (!comesDue(traveller)) {
            return null;
        }
        Instance.Waiting waiting = traveller.waiting();
        return new Due(waiting.missed() ? by : waiting.due(), Kind.WAIT, position, traveller);
    }

    private Due expiry(Traveller traveller, int position) {
        Instant expires = traveller.began().expires();
        return isDue(expires) ? new Due(expires, Kind.EXPIRY, position, traveller) : null;
    }
}
