package io.itinera.profile.life;

import io.itinera.contracts.Activity;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.profile.identity.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How parts go from profile to profile. A decision is told to every profile that the identifier ever belonged to, and to its
 * home; each acts on it once, because a decision has an epoch. So a decision may be told late, twice or in the wrong order, and
 * a part that is still on its way is led on when it comes.
 */
public final class Moves {

    private Moves() {}

    /** Whom to tell of what, by profile id. */
    public static Map<String, Move.Decided> announce(List<Placement> places, Instant at) {
        Map<String, List<Move.Leaving>> told = new LinkedHashMap<>();
        for (Placement place : places) {
            if (place.epoch() > 0) {
                Set<String> listeners = new LinkedHashSet<>(place.formerHomes());
                listeners.add(place.home());
                Move.Leaving leaving = new Move.Leaving(place.origin(), link(place, at));
                listeners.forEach(profile ->
                        told.computeIfAbsent(profile, p -> new ArrayList<>()).add(leaving));
            }
        }
        Map<String, Move.Decided> decided = new LinkedHashMap<>();
        told.forEach((profile, leaving) -> decided.put(profile, new Move.Decided(leaving, at)));
        return decided;
    }

    /** The decision as it is published. */
    public static IdentityLink link(Placement place, Instant at) {
        Placement.Owner owner = place.owner();
        IdentityLink.Claim claim = owner == null
                ? null
                : new IdentityLink.Claim(
                        owner.userId(), owner.stamp().at(), owner.stamp().messageId());
        return new IdentityLink(place.identifier().text(), place.home(), at, place.epoch(), place.superseded(), claim);
    }

    /** A profile hears what was decided: what is not at home any more leaves. */
    public static Step decided(ProfileState state, String profileId, Move.Decided decided) {
        boolean alive = state.lived() && !state.forwards().containsKey(profileId);
        Outcome outcome = new Outcome(state, profileId, decided.at());
        decided.parts().stream()
                .sorted(Comparator.comparing(leaving -> leaving.origin().equals(profileId)))
                .forEach(leaving -> outcome.decide(leaving, alive));
        return outcome.step();
    }

    /** Parts come home, or are led on where a later decision wants them elsewhere. */
    public static Step arrived(ProfileState state, String profileId, Move.Arrived arrived) {
        Outcome outcome = new Outcome(state, profileId, arrived.at());
        arrived.parts().forEach(outcome::arrive);
        return outcome.step(arrived.seen());
    }

    /** Collects what a move does; lives no longer than one step. */
    private static final class Outcome {

        private final ProfileState before;
        private final String profileId;
        private final Instant at;
        private final Map<String, List<Move.Arriving>> sent = new LinkedHashMap<>();
        private final List<IdentityLink> links = new ArrayList<>();
        private final List<Activity> activity = new ArrayList<>();
        private ProfileState state;

        Outcome(ProfileState state, String profileId, Instant at) {
            this.before = state;
            this.state = state;
            this.profileId = profileId;
            this.at = at;
        }

        void decide(Move.Leaving leaving, boolean alive) {
            String origin = leaving.origin();
            IdentityLink link = leaving.link();
            Part part = state.parts().getOrDefault(origin, Part.EMPTY);
            Forward led = state.forwards().get(origin);
            if (link.epoch() <= Math.max(part.epoch(), led == null ? 0 : led.epoch())) {
                return;
            }
            if (link.profileId().equals(profileId)) {
                state = state.with(origin, part.placed(link.subject(), link.epoch()));
                publish(origin, link);
                return;
            }
            state = state.without(origin, new Forward(link.profileId(), link.epoch()));
            boolean over = alive && origin.equals(profileId);
            send(link.profileId(), new Move.Arriving(origin, link, part, over));
            if (over) {
                activity.add(Life.activity(
                        before,
                        before.snapshot(profileId),
                        "merged-away:" + link.epoch(),
                        at,
                        new Activity.MergedAway(link.profileId())));
            }
        }

        void arrive(Move.Arriving arriving) {
            String origin = arriving.origin();
            IdentityLink link = arriving.link();
            Forward led = state.forwards().get(origin);
            if (led != null && led.epoch() > link.epoch()) {
                send(led.to(), arriving);
                return;
            }
            Part here = state.parts().getOrDefault(origin, Part.EMPTY);
            long epoch = Math.max(here.epoch(), link.epoch());
            state = state.with(origin, here.merge(arriving.part()).placed(link.subject(), epoch));
            if (epoch == link.epoch()) {
                publish(origin, link);
            }
            if (arriving.over()) {
                activity.add(Life.activity(
                        state,
                        state.snapshot(profileId),
                        "merged-in:" + origin + ":" + link.epoch(),
                        at,
                        new Activity.MergedIn(origin)));
            }
        }

        Step step() {
            return step(List.of());
        }

        Step step(List<Move.Seen> seen) {
            Map<String, Move.Arrived> arrivals = new LinkedHashMap<>();
            sent.forEach((to, parts) -> {
                List<Move.Seen> along = seen.stream()
                        .filter(s -> parts.stream().anyMatch(p -> p.origin().equals(s.origin())))
                        .toList();
                arrivals.put(to, new Move.Arrived(parts, along, at));
            });
            ProfileSnapshot now = state.snapshot(profileId);
            boolean visible =
                    before.lived() || state.lived() || before.forwards().containsKey(profileId);
            boolean changed = visible && !now.equals(before.snapshot(profileId));
            return new Step(state, activity, links, arrivals, changed ? now : null);
        }

        private void send(String to, Move.Arriving arriving) {
            sent.computeIfAbsent(to, profile -> new ArrayList<>()).add(arriving);
        }

        /** An identifier's own profile moved with it, unless it is back where it began. */
        private void publish(String origin, IdentityLink link) {
            links.add(link);
            links.add(new IdentityLink(
                    new Identifier(Identifier.Kind.PROFILE, origin).text(),
                    link.profileId(),
                    link.decidedAt(),
                    link.epoch(),
                    false,
                    null));
        }
    }
}
