package io.itinera.journey.trial.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectReader;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.journey.engine.Insight;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Evidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What was known at each recorded choice, so that its replay comes out the same. A choice that was never made, such as a draft's, goes
 * by the latest models.
 */
final class Recorded implements Insight {

    private static final ObjectReader DETAIL = Wire.JSON.readerFor(new TypeReference<Map<String, Object>>() {});

    private final Shelf shelf;
    private final Insight latest;

    Recorded(Shelf shelf, Insight latest) {
        this.shelf = shelf;
        this.latest = latest;
    }

    /** Remembers what a transition went by, where it was a choice. */
    static void keep(Transition transition, Shelf shelf) {
        Map<String, Object> detail = transition.detail();
        if (!Evidence.isIn(detail)) {
            return;
        }
        int visit = detail.get("visit") instanceof Number number ? number.intValue() : 1;
        try {
            shelf.evidence(
                    key(transition.journey().instance(), transition.journey().step(), visit),
                    Wire.JSON.writeValueAsBytes(detail));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a detail that was JSON is JSON", e);
        }
    }

    @Override
    public Evidence at(Visited visit, Engagement own) {
        byte[] detail = shelf.evidence(key(visit.instance(), visit.step(), visit.visit()));
        try {
            return detail == null ? latest.at(visit, own) : Evidence.of(DETAIL.readValue(detail));
        } catch (IOException e) {
            throw new UncheckedIOException("a kept detail is JSON", e);
        }
    }

    private static String key(String instance, String step, int visit) {
        return instance + "|" + step + "|" + visit;
    }
}
