package io.itinera.journey.trial.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Judged;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The whole check of a definition: the language's rules, what is most likely a slip, and what surrounds it. */
@ApplicationScoped
public class JourneyCheck {

    private final Surroundings around;
    private final Naming naming;

    JourneyCheck(Surroundings around, Naming naming) {
        this.around = around;
        this.naming = naming;
    }

    /** All that is to be said about a definition; errors stop it from being published. */
    public List<Finding> check(JsonNode definition) {
        List<Finding> findings = new ArrayList<>(JourneyDefinitions.check(definition));
        if (failed(findings)) {
            return findings;
        }
        findings.addAll(naming.findings(definition));
        References references = References.of(definition);
        JourneyDefinition journey = JourneyDefinitions.read(definition);
        findings.addAll(SurroundingChecks.names(references, around));
        findings.addAll(SurroundingChecks.messages(references, Judged.of(journey), around));
        List<JourneyDefinition> neighbours = neighbours(journey);
        findings.addAll(Overlaps.of(journey, neighbours));
        findings.addAll(OfferConflicts.of(journey, neighbours));
        return findings;
    }

    /** What stops a definition from being published: all that {@link #check} has as errors, and nothing else. */
    public List<Finding> errors(JsonNode definition) {
        List<Finding> findings = new ArrayList<>(JourneyDefinitions.check(definition));
        if (!failed(findings)) {
            findings.addAll(naming.findings(definition));
            findings.addAll(SurroundingChecks.messages(References.of(definition), List.of(), around));
        }
        return findings.stream()
                .filter(f -> f.severity() == Finding.Severity.ERROR)
                .toList();
    }

    private List<JourneyDefinition> neighbours(JourneyDefinition journey) {
        List<JourneyDefinition> neighbours = new ArrayList<>();
        for (Surroundings.Neighbour neighbour : around.neighbours()) {
            if (neighbour.key().equals(journey.key())) {
                continue;
            }
            try {
                neighbours.add(JourneyDefinitions.read(neighbour.definition()));
            } catch (InvalidJourneyException e) {
                // It was valid when it was published; a journey that cannot be read any more takes no entries either.
                continue;
            }
        }
        return neighbours;
    }

    private static boolean failed(List<Finding> findings) {
        return findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR);
    }
}
