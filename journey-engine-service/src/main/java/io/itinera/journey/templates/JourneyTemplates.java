package io.itinera.journey.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.itinera.conditions.Conditions;
import io.itinera.journey.catalog.Drafts;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.exchange.JourneyFile;
import io.itinera.journey.trial.check.Needs;
import io.itinera.journey.trial.scenario.Scenarios;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The templates that come with the service, and journeys made of them. */
@ApplicationScoped
public class JourneyTemplates {

    private final Drafts drafts;
    private final Scenarios scenarios;
    private final List<JourneyTemplate> templates;

    JourneyTemplates(Drafts drafts, Scenarios scenarios) {
        this.drafts = drafts;
        this.scenarios = scenarios;
        this.templates = TemplateShelf.read();
    }

    /**
     * What a journey that is made of a template has of its own.
     *
     * @param key of the journey
     * @param name for people; the template's where it is null
     * @param owner who answers for it; nobody where it is null
     * @param events names under which events come in here, by those of the template, which are kept where there is no other
     */
    public record Own(String key, String name, String owner, Map<String, String> events) {

        public Own {
            events = events == null ? Map.of() : Map.copyOf(events);
        }
    }

    /**
     * Templates whose keys come after {@code after}, in the order of keys.
     *
     * @param industry one industry, or null for all
     */
    public List<JourneyTemplate> list(String industry, String after, int limit) {
        return templates.stream()
                .filter(template -> industry == null || industry.equals(template.industry()))
                .filter(template -> template.key().compareTo(after) > 0)
                .limit(limit)
                .toList();
    }

    /** One template; a 404 problem when there is none. */
    public JourneyTemplate get(String key) {
        return templates.stream()
                .filter(template -> template.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("journey template '%s'".formatted(key)));
    }

    /**
     * Makes a journey of a template: a draft, and its scenarios. From then on it is a journey like any other, and does not change when
     * the template does.
     *
     * @throws ProblemException 404 when there is no such template, 409 when the key is taken, 422 when the template has no event of a
     *     name that is to be another
     * @throws io.itinera.journey.definition.InvalidJourneyException when the key is none
     */
    @Transactional
    public Journey use(String key, Own own, Remark remark, String actor) {
        JourneyFile file = renamed(get(key), own.events());
        Journey journey = drafts.adopt(adapted(file.definition(), own), key, remark, actor);
        scenarios.replace(journey.key(), file.scenarios(), remark, actor);
        return journey;
    }

    private static JourneyFile renamed(JourneyTemplate template, Map<String, String> events) {
        Set<String> known = Needs.of(template.file().definition()).events();
        events.forEach((name, _) -> {
            if (!known.contains(name)) {
                throw ProblemException.invalid(
                        "/events/" + Conditions.escape(name),
                        "is no event of this template, expected one of " + String.join(", ", known));
            }
        });
        return new EventNames(events).in(template.file());
    }

    private static JsonNode adapted(JsonNode definition, Own own) {
        ObjectNode adapted = JsonNodeFactory.instance.objectNode();
        adapted.put("key", own.key());
        adapted.set("name", own.name() == null ? definition.path("name") : TextNode.valueOf(own.name()));
        if (own.owner() != null) {
            adapted.put("owner", own.owner());
        }
        definition.properties().stream()
                .filter(field -> !adapted.has(field.getKey()))
                .forEach(field -> adapted.set(field.getKey(), field.getValue()));
        return adapted;
    }
}
