package io.itinera.channel.policy;

import io.itinera.contracts.MessageOutcome.Held;
import java.util.Arrays;

/** Kinds of policies. */
enum PolicyKind {
    /** A frequency cap. */
    CAP(Held.CAP),
    /** Quiet hours. */
    QUIET_HOURS(Held.QUIET_HOURS);

    private final String wire;

    PolicyKind(String wire) {
        this.wire = wire;
    }

    /** The word that reasons begin with. */
    String wire() {
        return wire;
    }

    static PolicyKind of(String wire) {
        return Arrays.stream(values())
                .filter(kind -> kind.wire.equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind of policy is called " + wire));
    }
}
