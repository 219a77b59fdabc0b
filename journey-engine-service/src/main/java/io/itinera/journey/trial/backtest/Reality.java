package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Transition;

/** What really happened to the journey, counted, and compared with what the replay had. */
final class Reality {

    private final String journey;
    private final Shelf shelf;
    private final Tally tally = new Tally();
    private long same;
    private long different;
    private long onlyReal;
    private long unknown;

    Reality(String journey, Shelf shelf) {
        this.journey = journey;
        this.shelf = shelf;
    }

    /** A transition of the record. */
    void add(Transition transition) {
        if (transition.journey() == null || !journey.equals(transition.journey().journey())) {
            return;
        }
        tally.add(transition);
        String instance = transition.journey().instance();
        if (transition.sequence() == 0) {
            shelf.began(instance);
        }
        Long print = shelf.transition(transition.id());
        if (print != null || shelf.knows(instance)) {
            shelf.did(Beside.Side.REAL, transition, Print.of(transition));
        }
        if (print != null) {
            boolean alike = print == Print.of(transition);
            same += alike ? 1 : 0;
            different += alike ? 0 : 1;
        } else if (shelf.knows(instance)) {
            onlyReal++;
        } else {
            unknown++;
        }
    }

    BackTestReport.Counts counts() {
        return tally.counts();
    }

    /**
     * The two side by side.
     *
     * @param tried transitions of the replay
     */
    BackTestReport.Comparison comparison(long tried) {
        return new BackTestReport.Comparison(same, different, tried - same - different, onlyReal, unknown);
    }
}
