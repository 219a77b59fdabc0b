package io.itinera.journey.reporting;

import io.itinera.contracts.Transition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What transitions add to the counters. Each adds by itself: its detail carries what it would otherwise take earlier transitions to
 * know, so that order and batches make no difference.
 */
final class Tally {

    /** Kind of the counter of instances that came to a step from another version. */
    static final String ARRIVED = "arrived";

    private static final int LONGEST = 200;
    private static final Pattern CURRENCY = Pattern.compile("[A-Za-z]{3}");

    /** A counter of transitions. */
    record Count(Place place, String step, String kind, String next, String reason, boolean revisit, String stepType) {}

    /** A counter of durations. */
    record Length(Place place, String what, String subject, int bucket) {}

    /** A counter of arms drawn. */
    record Arm(Place place, String split, String arm, boolean holdout) {}

    /** A counter of goals; split and arm are empty for all instances together. */
    record Goal(Place place, String goal, String split, String arm, String currency) {}

    /** Which journey, version and day, and whether people or testers. */
    record Place(String journey, int version, LocalDate day, boolean test) {}

    /**
     * Values added up.
     *
     * @param n goals reached
     * @param valued those with a value
     * @param value sum of the values
     * @param squares sum of their squares
     */
    record Sum(long n, long valued, BigDecimal value, BigDecimal squares) {
        private static Sum of(BigDecimal value) {
            return value == null
                    ? new Sum(1, 0, BigDecimal.ZERO, BigDecimal.ZERO)
                    : new Sum(1, 1, value, value.multiply(value));
        }

        Sum plus(Sum other) {
            return new Sum(n + other.n, valued + other.valued, value.add(other.value), squares.add(other.squares));
        }
    }

    private final Map<Count, Long> counts = new HashMap<>();
    private final Map<Length, Long> lengths = new HashMap<>();
    private final Map<Arm, Long> arms = new HashMap<>();
    private final Map<Goal, Sum> goals = new HashMap<>();

    Map<Count, Long> counts() {
        return counts;
    }

    Map<Length, Long> lengths() {
        return lengths;
    }

    Map<Arm, Long> arms() {
        return arms;
    }

    Map<Goal, Sum> goals() {
        return goals;
    }

    /**
     * Adds a transition.
     *
     * @param test whether its instance is a tester's
     */
    void add(Transition t, boolean test) {
        Detail detail = Detail.of(t);
        Place today = place(t, t.at(), test);
        if (t.kind() == Transition.Kind.MIGRATED) {
            led(t, today, detail);
        } else {
            count(t, today, detail.count("nextVisit") > 1);
        }
        dwell(t, today, detail);
        Instant entered = detail.time("enteredAt");
        if (entered != null) {
            fromEntry(t, place(t, entered, test), entered, detail);
        }
    }

    private void count(Transition t, Place today, boolean revisit) {
        counts.merge(
                new Count(
                        today,
                        or(t.journey().step()),
                        t.kind().wire(),
                        or(t.next()),
                        or(t.reason()),
                        revisit,
                        or(t.stepType())),
                1L,
                Long::sum);
    }

    /** Out of one version and into another; who comes back to the same one had been ended there, and has left already. */
    private void led(Transition t, Place today, Detail detail) {
        int to = detail.number("version", today.version());
        if (to != today.version()) {
            count(t, today, true);
        }
        Place there = new Place(today.journey(), to, today.day(), today.test());
        counts.merge(new Count(there, "", ARRIVED, or(t.next()), or(t.reason()), false, ""), 1L, Long::sum);
    }

    private void dwell(Transition t, Place today, Detail detail) {
        Instant since = detail.time("since");
        if (since != null && t.journey().step() != null && t.kind() != Transition.Kind.WAITING) {
            lasted(today, "dwell", t.journey().step(), since, t.at());
        }
    }

    private void fromEntry(Transition t, Place begun, Instant entered, Detail detail) {
        switch (t.kind()) {
            case EXITED, FAILED -> lasted(begun, "life", "", entered, t.at());
            case GOAL -> goal(t, begun, entered, detail);
            case MOVED -> {
                String arm = detail.text("arm");
                if (arm != null && detail.count("visit") == 1) {
                    arms.merge(new Arm(begun, or(t.journey().step()), arm, detail.flag("holdout")), 1L, Long::sum);
                }
            }
            case ENTERED, REFUSED, WAITING, MIGRATED -> {
                // These are counted by the day on which they happen.
            }
        }
    }

    private void goal(Transition t, Place begun, Instant entered, Detail detail) {
        String goal = or(t.reason()).replaceFirst("^goal:", "");
        Instant reached = detail.time("occurredAt");
        lasted(begun, "goal", goal, entered, reached == null ? t.at() : reached);
        if (detail.flag("first")) {
            lasted(begun, "first-goal", "", entered, reached == null ? t.at() : reached);
        }
        String currency = currency(detail);
        Sum sum = Sum.of(currency == null ? null : detail.amount("value"));
        add(new Goal(begun, goal, "", "", or(currency)), sum);
        detail.map("arms").forEach((split, arm) -> {
            if (split instanceof String at && arm instanceof String drawn) {
                add(new Goal(begun, goal, or(at), or(drawn), or(currency)), sum);
            }
        });
    }

    /** Empty where the goal has no currency; null where it should have one that is none: such a value adds to no sum. */
    private static String currency(Detail detail) {
        String named = detail.text("currency");
        if (named == null) {
            return "";
        }
        return CURRENCY.matcher(named).matches() ? named.toUpperCase(Locale.ROOT) : null;
    }

    private void add(Goal goal, Sum sum) {
        goals.merge(goal, sum, Sum::plus);
    }

    private void lasted(Place place, String what, String subject, Instant from, Instant to) {
        lengths.merge(new Length(place, what, subject, Buckets.of(Duration.between(from, to))), 1L, Long::sum);
    }

    private static Place place(Transition t, Instant at, boolean test) {
        return new Place(or(t.journey().journey()), t.journey().version(), day(at), test);
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** A word that fits into an index, whoever wrote it. */
    private static String or(String text) {
        if (text == null) {
            return "";
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
