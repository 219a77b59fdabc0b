package io.itinera.journey.engine;

import io.itinera.contracts.PrivacyReceipt;
import io.itinera.journey.definition.ReasonWord;
import java.util.List;
import java.util.Map;

/**
 * Forgets a profile: its instances end, what is pending is cancelled, and nothing is kept. What was due by then and not done yet is
 * not done any more.
 */
final class Erasure {

    private static final String SERVICE = "journey-engine-service";

    private Erasure() {}

    static Outcome of(Run run, Input.Erased erased) {
        Map<String, Object> detail = Map.of("request", erased.request());
        List<Traveller> live = run.live();
        long instances = live.size() + run.stranded().size();
        live.forEach(traveller -> traveller.end(ReasonWord.ERASED, detail));
        Stranded.endAll(run, _ -> true, ReasonWord.ERASED, detail);
        run.watched().forEach(watch -> run.effect(new Effect.CancelTimer(Goals.timer(run.profileId(), watch))));
        run.standings().cancel();
        run.effect(new Effect.Confirm(new PrivacyReceipt(
                erased.request(),
                erased.subject(),
                SERVICE,
                "state:" + erased.profile(),
                erased.at(),
                Map.of("instances", instances))));
        return run.outcomeWith(ProfileState.empty(run.profileId()));
    }
}
