package io.itinera.profile.life;

import io.itinera.contracts.Activity;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.LinkGraph;
import io.itinera.profile.identity.Placement;
import io.itinera.profile.segment.SegmentIndex;
import io.itinera.profile.segment.Segmentation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The service without Kafka: one queue per profile, drained in an order that {@code chance} picks, by pods that know of links
 * late. What one profile is told comes in order; nothing else does.
 */
final class SimulatedService {

    private final Random chance;
    private final Segmentation segments;
    private final LinkGraph links = new LinkGraph();
    private final Map<String, Deque<UnaryOperator<ProfileState>>> queues = new TreeMap<>();
    private final Map<String, ProfileState> states = new TreeMap<>();
    private final List<Activity> activity = new ArrayList<>();
    private int moves;

    SimulatedService(Random chance) {
        this(chance, new Segmentation(SegmentIndex.of(List.of(), 0)));
    }

    SimulatedService(Random chance, Segmentation segments) {
        this.chance = chance;
        this.segments = segments;
    }

    /** Lets time pass for everybody. */
    void at(Instant now) {
        states.replaceAll((id, state) -> {
            Segmentation.Update update = segments.upTo(state, id, now);
            activity.addAll(update.activity());
            return update.state();
        });
    }

    /** Memberships of living profiles, by id. */
    Map<String, Set<String>> memberships() {
        Map<String, Set<String>> living = new TreeMap<>();
        states.forEach((id, state) -> {
            if (state.lived()) {
                living.put(id, state.membership().in());
            }
        });
        return living;
    }

    void accept(SourceEvent event) {
        Statements.statement(event).ifPresent(said -> {
            List<Placement> places = links.decide(said, event.receivedAt());
            Moves.announce(places, event.receivedAt()).forEach(this::tell);
        });
        Identifier primary = event.primary();
        Placement place = links.place(primary);
        List<String> known = new ArrayList<>(place.formerHomes());
        known.add(place.home());
        send(known.get(chance.nextInt(known.size())), event);
        for (int i = chance.nextInt(4); i > 0; i--) {
            work();
        }
    }

    void finish() {
        while (work()) {}
    }

    /** Living profiles with at least one event, by id. */
    Map<String, ProfileSnapshot> profiles() {
        Map<String, ProfileSnapshot> living = new TreeMap<>();
        states.forEach((id, state) -> {
            if (state.lived()) {
                living.put(id, state.snapshot(id));
            }
        });
        return living;
    }

    List<Activity> activity() {
        return activity;
    }

    private void send(String profileId, SourceEvent event) {
        queue(profileId, state -> {
            Life.Source source = Life.Source.of(profileId, event.primary());
            Optional<String> elsewhere = state.elsewhere(profileId, source.origin());
            if (elsewhere.isPresent()) {
                send(elsewhere.get(), event);
                return state;
            }
            Segmentation.Update before = segments.upTo(state, profileId, event.receivedAt());
            Step step = Life.happened(before.state(), source, event, event.receivedAt());
            return done(before.before(segments.happened(step, source.origin(), event, event.receivedAt())));
        });
    }

    private void tell(String profileId, Move move) {
        queue(profileId, state -> {
            Segmentation.Update before = segments.upTo(state, profileId, move.at());
            Step step =
                    switch (move) {
                        case Move.Decided decided -> Moves.decided(before.state(), profileId, decided);
                        case Move.Arrived arrived -> Moves.arrived(before.state(), profileId, arrived);
                    };
            return done(before.before(segments.moved(step, before.state(), "move-" + ++moves, move.at())));
        });
    }

    private ProfileState done(Step step) {
        step.arrivals().forEach(this::tell);
        activity.addAll(step.activity());
        return step.state();
    }

    private void queue(String profileId, UnaryOperator<ProfileState> work) {
        queues.computeIfAbsent(profileId, id -> new ArrayDeque<>()).add(work);
    }

    private boolean work() {
        List<String> busy =
                queues.keySet().stream().filter(id -> !queues.get(id).isEmpty()).toList();
        if (busy.isEmpty()) {
            return false;
        }
        String profileId = busy.get(chance.nextInt(busy.size()));
        UnaryOperator<ProfileState> next = queues.get(profileId).poll();
        states.put(profileId, next.apply(states.getOrDefault(profileId, ProfileState.EMPTY)));
        return true;
    }
}
