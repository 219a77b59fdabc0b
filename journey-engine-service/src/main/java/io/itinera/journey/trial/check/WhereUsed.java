package io.itinera.journey.trial.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Conditions;
import io.itinera.journey.catalog.CurrentVersions;
import io.itinera.journey.catalog.Drafts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which journeys use something that others own: whoever changes or removes it wants to know. Archived journeys use nothing. */
@ApplicationScoped
public class WhereUsed {

    /** Kinds of things that journeys use. */
    public static final Set<String> KINDS =
            Set.of("template", "segment", "event", "trait", "purpose", "channel", "offer", "endpoint", "journey");

    private final Drafts drafts;
    private final CurrentVersions versions;

    WhereUsed(Drafts drafts, CurrentVersions versions) {
        this.drafts = drafts;
        this.versions = versions;
    }

    /**
     * A use.
     *
     * @param kind one of {@link #KINDS}
     * @param name of what is used
     * @param journey key of the journey that uses it
     * @param version the published version, or null for the draft
     * @param pointer JSON pointer to the place
     */
    public record Use(String kind, String name, String journey, Integer version, String pointer) {

        private static final Comparator<Use> ORDER = Comparator.comparing(Use::kind)
                .thenComparing(Use::name)
                .thenComparing(Use::journey)
                .thenComparing(Use::version, Comparator.nullsLast(Comparator.naturalOrder()))
                .thenComparing(Use::pointer);
    }

    /**
     * Uses in drafts and in the versions that entries use, by kind, name and journey.
     *
     * @param kind one kind, or null for all
     * @param name one name, or null for all
     */
    public List<Use> of(String kind, String name) {
        List<Use> uses = new ArrayList<>();
        drafts.all().forEach(draft -> uses.addAll(in(draft, null)));
        versions.published().forEach(current -> uses.addAll(in(current.definition(), current.version())));
        return uses.stream()
                .filter(use -> kind == null || kind.equals(use.kind()))
                .filter(use -> name == null || name.equals(use.name()))
                .distinct()
                .sorted(Use.ORDER)
                .toList();
    }

    /** What one definition uses. */
    static List<Use> in(JsonNode definition, Integer version) {
        Uses uses = new Uses(definition.path("key").asText(), version);
        References references = References.of(definition);
        references.events().forEach(e -> uses.add("event", e.name(), e.pointer()));
        references.traits().forEach(t -> uses.add("trait", t.name(), t.pointer()));
        references.segments().forEach(s -> uses.add("segment", s.name(), s.pointer()));
        references.messages().forEach(m -> {
            uses.add("template", m.template(), m.pointer() + "/template");
            uses.add("channel", m.channel(), m.pointer() + "/channel");
            uses.add("purpose", m.purpose(), m.pointer() + "/purpose");
        });
        references.journeys().forEach(j -> uses.add("journey", j.name(), j.pointer()));
        definition.path("steps").properties().forEach(step -> {
            String at = "/steps/" + Conditions.escape(step.getKey());
            uses.add("offer", step.getValue().path("offer").textValue(), at + "/offer");
            uses.add("endpoint", step.getValue().path("endpoint").textValue(), at + "/endpoint");
        });
        return uses.found();
    }

    /** The uses of one definition. */
    private record Uses(String journey, Integer version, List<Use> found) {
        Uses(String journey, Integer version) {
            this(journey, version, new ArrayList<>());
        }

        void add(String kind, String name, String pointer) {
            if (name != null) {
                found.add(new Use(kind, name, journey, version, pointer));
            }
        }
    }
}
