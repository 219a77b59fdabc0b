package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.journey.engine.Advance;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Outcome;
import io.itinera.journey.engine.ProfileState;
import java.util.HashMap;
import java.util.Map;

/** The shell's decisions on bytes, held against what the engine says of the same input each time; for tests in other packages. */
public final class KeptShell {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    private final Map<String, byte[]> kept = new HashMap<>();
    private int asked;
    private int passed;
    private int engaged;
    private boolean answersExpected;

    /** Applies the input to what is kept. */
    public Outcome apply(Catalog catalog, ProfileState before, Input input) {
        String profile = before.profileId();
        Outcome engine = Advance.apply(catalog, before, input);
        Decision decision = decide(catalog, profile, input);
        assertThat(decision.effects()).as("effects of %s", input).isEqualTo(engine.effects());
        keep(profile, decision);
        assertThat(state(profile)).as("state after %s", input).isEqualTo(engine.after());
        return engine;
    }

    /** Begins anew with nothing. */
    public void forgetAll() {
        kept.clear();
    }

    /** How many events came to a profile of which something was kept. */
    public int asked() {
        return asked;
    }

    /** How many of them were passed over. */
    public int passed() {
        return passed;
    }

    /** How many of those that were passed over were of profiles of which it was known what they answered to. */
    public int engaged() {
        return engaged;
    }

    /** Answers are kept. */
    public void expectAnswers() {
        answersExpected = true;
    }

    /** Whether answers are kept. */
    public boolean answersExpected() {
        return answersExpected;
    }

    private Decision decide(Catalog catalog, String profile, Input input) {
        byte[] before = kept.get(profile);
        if (!(input instanceof Input.ActivityHappened(Activity activity))) {
            return Decisions.input(catalog, profile, before, input);
        }
        byte[] value = ACTIVITY.write(activity);
        if (before != null && ProfileStates.mergedInto(before).isEmpty()) {
            asked++;
            KeptState state = KeptState.of(profile, before);
            int passes = state.passes(ActivityGlance.of(profile, value), catalog) ? 1 : 0;
            passed += passes;
            engaged += state.state().engagement().unknown() ? 0 : passes;
        }
        return Decisions.activity(catalog, profile, before, value);
    }

    private void keep(String profile, Decision decision) {
        if (decision.mergedInto() != null) {
            kept.put(profile, ProfileStates.markOf(decision.mergedInto()));
        } else if (decision.after() != null && decision.after().isEmpty() || decision.unmark()) {
            kept.remove(profile);
        }
        if (decision.mergedInto() == null
                && decision.after() != null
                && !decision.after().isEmpty()) {
            kept.put(
                    profile,
                    KeptState.write(
                            decision.after(),
                            decision.source().said(),
                            decision.source().heard()));
        }
    }

    private ProfileState state(String profile) {
        byte[] bytes = kept.get(profile);
        return bytes == null || ProfileStates.mergedInto(bytes).isPresent()
                ? ProfileState.empty(profile)
                : KeptState.of(profile, bytes).state();
    }
}
