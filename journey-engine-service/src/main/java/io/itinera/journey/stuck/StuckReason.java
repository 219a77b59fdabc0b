package io.itinera.journey.stuck;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why an instance is stuck, and what helps. */
public enum StuckReason {
    /** Its wait should have ended. */
    OVERDUE("its wait is past its due time", "go-on"),
    /** A webhook's answer, a task's outcome or an awaited journey's end should have come. */
    ANSWER_LATE("the answer that it waits for has not come in time", "go-on"),
    /** It stands at a step that its version does not have. */
    STEP_GONE("its version has no such step", "move"),
    /** Its version was never published here, or is there no more. */
    VERSION_GONE("its version is not there", "end"),
    /** Its journey is archived, which should have ended it. */
    JOURNEY_OVER("its journey is archived", "end"),
    /** Only an event can move it, and it has waited for that very long. */
    ENDLESS("only an event can end its wait, and none has come for very long", "end"),
    /** It passed a step, and what followed was never told. */
    UNFINISHED("it passed a step, and what followed was never told", "go-on");

    private final String sentence;
    private final String order;

    StuckReason(String sentence, String order) {
        this.sentence = sentence;
        this.order = order;
    }

    /** The lower-case name used in JSON and in the metric. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is wrong, in words. */
    public String sentence() {
        return sentence;
    }

    /** The order on the instance that helps: go-on, move or end. */
    public String order() {
        return order;
    }

    /**
     * @param wire a lower-case name
     * @throws IllegalArgumentException when there is no such reason
     */
    public static StuckReason of(String wire) {
        return Arrays.stream(values())
                .filter(r -> r.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is '%s', expected one of %s"
                        .formatted(
                                wire,
                                Arrays.stream(values()).map(StuckReason::wire).collect(Collectors.joining(", ")))));
    }
}
