package io.itinera.channel.stage;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what takes a moment: it is over when that is there, and a busy machine is no defect. */
public final class Patience {

    private static final Duration ENOUGH = Duration.ofMinutes(2);

    private Patience() {}

    /** A wait that gives up only after minutes. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(ENOUGH);
    }
}
