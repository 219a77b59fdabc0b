package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Transition;
import java.util.ArrayList;
import java.util.List;

/** What each profile would have done beside what it did, profile by profile in the order of their ids. */
final class Beside {

    /** Most profiles that are shown. */
    private static final int MOST = 20;

    private final List<BackTestReport.Difference> examples = new ArrayList<>();
    private long alike;
    private long otherwise;
    private long onlyTried;
    private long onlyReal;

    private Beside() {}

    /**
     * What one profile did on one side.
     *
     * @param profileId who
     * @param print of all that it did
     * @param lines the same to read, the first ones
     */
    record Life(String profileId, long print, List<String> lines) {}

    /** The sides of the comparison. */
    enum Side {
        /** What would have happened. */
        TRIED,
        /** What happened. */
        REAL
    }

    /** Compares the two sides that a shelf holds. */
    static BackTestReport.People of(Shelf shelf) {
        Beside beside = new Beside();
        try (Lives tried = shelf.lives(Side.TRIED);
                Lives real = shelf.lives(Side.REAL)) {
            Life a = tried.next();
            Life b = real.next();
            while (a != null || b != null) {
                int order = a == null ? 1 : b == null ? -1 : a.profileId().compareTo(b.profileId());
                beside.profile(order > 0 ? null : a, order < 0 ? null : b);
                a = order > 0 ? a : tried.next();
                b = order < 0 ? b : real.next();
            }
        }
        return new BackTestReport.People(
                beside.alike, beside.otherwise, beside.onlyTried, beside.onlyReal, beside.examples);
    }

    private void profile(Life tried, Life real) {
        if (tried != null && real != null && tried.print() == real.print()) {
            alike++;
            return;
        }
        if (tried == null) {
            onlyReal++;
        } else if (real == null) {
            onlyTried++;
        } else {
            otherwise++;
        }
        if (examples.size() < MOST) {
            examples.add(new BackTestReport.Difference(
                    tried == null ? real.profileId() : tried.profileId(),
                    tried == null ? List.of() : tried.lines(),
                    real == null ? List.of() : real.lines()));
        }
    }

    /** A transition in one line, such as {@code 2026-11-21T10:00:00Z moved pause > mail (due)}. */
    static String line(Transition t) {
        String step = t.journey().step() == null ? "" : " " + t.journey().step();
        String next = t.next() == null ? "" : " > " + t.next();
        return "%s %s%s%s (%s)".formatted(t.at(), t.kind().wire(), step, next, t.reason());
    }
}
