package io.itinera.journey.api;

import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.describe.JourneyDescription;
import io.itinera.journey.templates.JourneyTemplate;
import io.itinera.journey.trial.check.Needs;
import java.util.List;

/**
 * A template in a list.
 *
 * @param key name by which it is used
 * @param name for people
 * @param industry whom it is for
 * @param purpose what it is for, in its author's words
 * @param description the journey in plain English, made from its definition
 * @param needs what must be there before it does anything
 * @param scenarios names of its tests
 */
public record TemplateView(
        String key,
        String name,
        String industry,
        String purpose,
        String description,
        Needs needs,
        List<String> scenarios) {

    static TemplateView of(JourneyTemplate template) {
        return new TemplateView(
                template.key(),
                template.name(),
                template.industry(),
                template.file().definition().path("description").asText(),
                JourneyDescription.of(JourneyDefinitions.read(template.file().definition()))
                        .text(),
                Needs.of(template.file().definition()),
                List.copyOf(template.file().scenarios().byName().keySet()));
    }
}
