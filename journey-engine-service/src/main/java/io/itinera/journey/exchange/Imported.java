package io.itinera.journey.exchange;

import io.itinera.journey.definition.Finding;
import io.itinera.journey.diff.JourneyDiff;
import java.util.List;

/**
 * What an import makes of one document.
 *
 * @param key journey key, or null where the document has none
 * @param action {@code create}, {@code edit}, {@code unchanged} or {@code refuse}
 * @param findings errors and warnings
 * @param diff what is different from the draft as it was; null where there is none
 */
public record Imported(String key, String action, List<Finding> findings, JourneyDiff diff) {

    boolean refused() {
        return action.equals("refuse");
    }
}
