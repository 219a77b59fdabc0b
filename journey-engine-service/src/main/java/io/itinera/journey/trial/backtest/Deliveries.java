package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Activity;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.journey.trial.delivery.Gate;
import io.itinera.journey.trial.delivery.Had;
import io.itinera.journey.trial.delivery.Letter;
import io.itinera.journey.trial.delivery.Rules;
import io.itinera.journey.trial.delivery.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What consent and policies would have made of the messages that a replay asks for. What other journeys really sent counts towards caps;
 * what the journey itself really sent does not, since its replay stands for it.
 */
final class Deliveries {

    private static final int BATCH = 10_000;

    private final Gate gate;
    private final boolean remembers;
    private final String journey;
    private final Period period;
    private final Drawer<Had> kept;
    private final Map<String, Long> suppressed = new TreeMap<>();
    private long gone;
    private long late;
    private long diverted;
    private long cancelled;
    private long waiting;

    Deliveries(Rules rules, String journey, Period period, Shelf shelf) {
        this.gate = new Gate(rules);
        this.remembers = rules.remember();
        this.journey = journey;
        this.period = period;
        this.kept = shelf.deliveries();
    }

    /** A message is asked for by the journey. */
    void asked(SendRequest request, Map<String, Boolean> consents) {
        Instant at = request.requestedAt();
        Had had = settled(request.profileId(), at);
        Letter.Waiting letter = new Letter.Waiting(Letter.of(request), at, period.contains(at), false, at);
        keep(request.profileId(), hand(had, letter, consents, at));
    }

    /** What an instance asked for is not to go out. */
    void cancelled(SendCancel cancel) {
        if (!remembers) {
            return;
        }
        Had had = settled(cancel.profileId(), cancel.at());
        Had left = had.without(one -> cancel.cancels().equals(one.letter().instance())
                && !one.letter().keep());
        cancelled += counted(had) - counted(left);
        keep(cancel.profileId(), left);
    }

    /** Something is known of the customer: what waits is asked about anew by it, and what others sent counts. */
    void happened(Activity activity) {
        if (!remembers) {
            return;
        }
        String profile = activity.profileId();
        if (activity.cause() instanceof Activity.MergedAway(String into)) {
            Had had = settled(profile, activity.at());
            kept.forget(profile);
            keep(into, settled(into, activity.at()).and(had));
            return;
        }
        Had had = settled(profile, activity.at());
        if (!had.waiting().isEmpty()) {
            had = had.saying(activity.consents());
            keep(profile, had);
        }
        if (activity.cause() instanceof Activity.MessageChanged(MessageOutcome outcome)
                && outcome.status() == MessageStatus.SENT
                && !outcome.test()
                && (outcome.journey() == null
                        || !journey.equals(outcome.journey().journey()))) {
            Had.Use use = new Had.Use(outcome.channel(), outcome.purpose(), outcome.at());
            keep(profile, had.with(use, gate.reach(activity.at())));
        }
    }

    /** What comes of what waits up to the end. */
    void finish(Instant end) {
        if (!remembers) {
            return;
        }
        String last = "";
        for (List<String> batch = kept.profiles(last, BATCH); !batch.isEmpty(); batch = kept.profiles(last, BATCH)) {
            last = batch.getLast();
            for (String profile : batch) {
                waiting += counted(settled(profile, end));
            }
        }
    }

    BackTestReport.Delivery report() {
        return new BackTestReport.Delivery(gone, late, diverted, waiting, cancelled, new TreeMap<>(suppressed));
    }

    /** What was due by then has been looked at again. */
    private Had settled(String profile, Instant by) {
        Had found = remembers ? kept.get(profile) : null;
        Had had = found == null ? Had.NONE : found;
        Optional<Letter.Waiting> due = had.due(by);
        while (due.isPresent()) {
            Letter.Waiting letter = due.get();
            Map<String, Boolean> consents = had.consents();
            had = hand(had.without(one -> one == letter), letter, consents, letter.due());
            had = had.saying(consents);
            due = had.due(by);
        }
        if (found != null && had != found) {
            keep(profile, had);
        }
        return had;
    }

    private Had hand(Had had, Letter.Waiting letter, Map<String, Boolean> consents, Instant now) {
        return switch (gate.rule(letter, had, consents, now)) {
            case Verdict.Goes _ -> {
                went(letter, now);
                Had.Use use =
                        new Had.Use(letter.letter().channel(), letter.letter().purpose(), now);
                yield remembers ? had.with(use, gate.reach(now)) : had;
            }
            case Verdict.Waits(Instant until) -> had.with(letter.until(until), consents);
            case Verdict.Never(String why) -> {
                Optional<Letter> next = letter.letter().next();
                if (next.isPresent()) {
                    yield hand(had, new Letter.Waiting(next.get(), now, letter.counted(), true, now), consents, now);
                }
                if (letter.counted()) {
                    suppressed.merge(why, 1L, Long::sum);
                }
                yield had;
            }
        };
    }

    private void went(Letter.Waiting letter, Instant now) {
        if (letter.counted()) {
            gone++;
            late += now.isAfter(letter.askedAt()) ? 1 : 0;
            diverted += letter.diverted() ? 1 : 0;
        }
    }

    private static long counted(Had had) {
        return had.waiting().stream().filter(Letter.Waiting::counted).count();
    }

    private void keep(String profile, Had had) {
        if (remembers) {
            kept.keep(profile, had);
        }
    }
}
