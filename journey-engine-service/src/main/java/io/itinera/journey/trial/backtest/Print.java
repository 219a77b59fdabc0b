package io.itinera.journey.trial.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What a transition says, as a number: two of one id are the same when their prints are. */
final class Print {

    private static final ObjectWriter SORTED = Wire.JSON.writer().with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Print() {}

    /** The print of where, what, why and when; times in milliseconds, which is what a record carries. */
    static long of(Transition transition) {
        String text = String.join(
                "\n",
                transition.journey().journey(),
                String.valueOf(transition.journey().instance()),
                String.valueOf(transition.journey().step()),
                transition.kind().wire(),
                String.valueOf(transition.next()),
                String.valueOf(transition.reason()),
                Long.toString(transition.at().toEpochMilli()),
                Long.toString(transition.sequence()),
                detail(transition));
        UUID hash = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        return hash.getMostSignificantBits() ^ hash.getLeastSignificantBits();
    }

    private static String detail(Transition transition) {
        try {
            return SORTED.writeValueAsString(transition.detail());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail has a JSON form", e);
        }
    }
}
