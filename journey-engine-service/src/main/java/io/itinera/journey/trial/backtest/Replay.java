package io.itinera.journey.trial.backtest;

import io.itinera.contracts.Activity;
import io.itinera.contracts.Consents;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.trial.delivery.Rules;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies recorded inputs to a catalog in the order of the record. Waits need no timers: what was due by an input applies before it,
 * and what is due by the end applies at the end, so that the log alone decides, as it does in the engine.
 */
final class Replay {

    private static final int BATCH = 10_000;

    private final Catalog catalog;
    private final String journey;
    private final Period period;
    private final Shelf shelf;
    private final Members members;
    private final Deliveries deliveries;
    private final Map<String, String> mergedInto = new HashMap<>();
    private final Tally tally = new Tally();
    private final Witnesses witnesses = new Witnesses();
    private long profiles;
    private long failed;
    private long agreed;
    private long refused;
    private long neverAsked;

    /** A replay of a record that has all memberships, of messages that go out unless the customer said no. */
    Replay(Catalog catalog, String journey, Period period, Shelf shelf) {
        this(
                catalog,
                journey,
                period,
                shelf,
                Members.recorded(shelf),
                new Deliveries(Rules.NONE, journey, period, shelf));
    }

    /**
     * @param members the memberships that the record lacks
     * @param deliveries what would have become of messages
     */
    Replay(Catalog catalog, String journey, Period period, Shelf shelf, Members members, Deliveries deliveries) {
        this.catalog = catalog;
        this.journey = journey;
        this.period = period;
        this.shelf = shelf;
        this.members = members;
        this.deliveries = deliveries;
    }

    /** The next activity of the record. */
    void happened(Activity activity) {
        members.passes(activity.profileId(), activity.at(), this::told);
        told(members.happened(activity));
    }

    private void told(Activity activity) {
        apply(activity);
        deliveries.happened(activity);
    }

    private void apply(Activity activity) {
        String profile = activity.profileId();
        ProfileState before = shelf.state(profile);
        if (before.isEmpty() && !(activity.cause() instanceof Activity.MergedAway) && !catalog.concerns(activity)) {
            mergedInto.remove(profile);
            return;
        }
        apply(before, new Input.ActivityHappened(activity), activity.consents());
        if (activity.cause() instanceof Activity.MergedAway(String into)) {
            mergedInto.put(profile, into);
        } else {
            mergedInto.remove(profile);
        }
    }

    /** An input that came from outside of the record of activities. */
    void delivered(String profileId, Input.Delivered input) {
        String to = profileId;
        for (int hops = 0; mergedInto.containsKey(to) && hops < 100; hops++) {
            to = mergedInto.get(to);
        }
        members.passes(to, input.at(), this::told);
        if (input instanceof Input.Erased) {
            // An erasure drops what is due and not done; the engine had done it by then.
            apply(shelf.state(to), new Input.WaitDue("", "", 0, input.at()), said(to));
        }
        Map<String, Boolean> said =
                input instanceof Input.EntryRequested asked && shelf.state(to).isEmpty()
                        ? asked.known().consents()
                        : said(to);
        apply(shelf.state(to), members.delivered(to, input), said);
    }

    /** What is due by the end of the period. */
    void finish() {
        Instant end = period.to().minusMillis(1);
        members.finish(end, this::told);
        String last = "";
        for (List<String> batch = shelf.profiles(last, BATCH); !batch.isEmpty(); batch = shelf.profiles(last, BATCH)) {
            last = batch.getLast();
            for (String profile : batch) {
                apply(shelf.state(profile), new Input.WaitDue("", "", 0, end), said(profile));
            }
        }
        deliveries.finish(end);
    }

    private Map<String, Boolean> said(String profile) {
        return shelf.state(profile).known().consents();
    }

    /**
     * @param consents what the customer had said by the input
     */
    private void apply(ProfileState before, Input input, Map<String, Boolean> consents) {
        Outcome outcome;
        try {
            outcome = Advance.apply(catalog, before, input);
        } catch (RuntimeException e) {
            // The engine puts such a record away and goes on: so does its replay.
            failed++;
            return;
        }
        if (outcome.after() != before) {
            shelf.keep(outcome.after());
        }
        for (Effect effect : outcome.effects()) {
            switch (effect) {
                case Effect.Record(var transition) -> took(transition);
                case Effect.Send(var request) ->
                    // What was due before the input was asked for by what was known before it.
                    asked(
                            request,
                            request.requestedAt().isBefore(input.at())
                                    ? before.known().consents()
                                    : consents);
                case Effect.Cancel(var cancel) -> deliveries.cancelled(cancel);
                case Effect.Deliver(var to, var delivered) -> delivered(to, delivered);
                case Effect.Publish _,
                        Effect.MakeCall _,
                        Effect.Confirm _,
                        Effect.Task _,
                        Effect.SetTimer _,
                        Effect.CancelTimer _ -> {
                    // Nothing leaves a replay.
                }
            }
        }
    }

    private void took(Transition transition) {
        if (!journey.equals(transition.journey().journey())) {
            return;
        }
        shelf.tried(transition.journey().instance());
        if (!period.contains(transition.at())) {
            return;
        }
        long print = Print.of(transition);
        shelf.transition(transition.id(), print);
        shelf.did(Beside.Side.TRIED, transition, print);
        tally.add(transition);
        if (transition.kind() == Transition.Kind.ENTERED) {
            profiles++;
        }
        witnesses.saw(transition);
    }

    private void asked(SendRequest request, Map<String, Boolean> consents) {
        if (request.journey() == null || !journey.equals(request.journey().journey())) {
            return;
        }
        deliveries.asked(request, consents);
        if (!period.contains(request.requestedAt())) {
            return;
        }
        Boolean answer = Consents.answer(consents, request.channel(), request.purpose());
        if (answer == null) {
            neverAsked++;
        } else if (answer) {
            agreed++;
        } else {
            refused++;
        }
    }

    Tally tally() {
        return tally;
    }

    long failed() {
        return failed;
    }

    long profiles() {
        return profiles;
    }

    BackTestReport.Consent consent() {
        return new BackTestReport.Consent(agreed, refused, neverAsked);
    }

    BackTestReport.Delivery delivery() {
        return deliveries.report();
    }

    List<BackTestReport.Person> people() {
        return witnesses.people(journey);
    }
}
