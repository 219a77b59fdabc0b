package io.itinera.journey.templates;

import io.itinera.journey.exchange.JourneyFile;
import java.util.List;

/**
 * A journey to begin with.
 *
 * @param key stable name, which is also that of its journey until that gets one of its own
 * @param industry whom it is for, such as {@code saas}; {@code any} for everybody
 * @param file the journey with its scenarios
 * @param text the file as its author wrote it, comments included
 * @param messages a text for each message template that the journey names, in the order in which its steps do
 */
public record JourneyTemplate(
        String key, String industry, JourneyFile file, String text, List<SuggestedMessage> messages) {

    /** Its name, for people. */
    public String name() {
        return file.definition().path("name").asText();
    }

    @Override
    public String toString() {
        return industry + "/" + key;
    }
}
