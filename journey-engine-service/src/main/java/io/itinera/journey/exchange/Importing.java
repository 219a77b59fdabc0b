package io.itinera.journey.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.Drafts;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Remark;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.diff.JourneyDiff;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings journeys in from files, as drafts: all of them or none. */
@ApplicationScoped
public class Importing {

    private final Drafts drafts;

    Importing(Drafts drafts) {
        this.drafts = drafts;
    }

    /** What an import would do; nothing is changed. */
    @Transactional
    public List<Imported> tryOut(List<JsonNode> documents) {
        List<Imported> all = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (JsonNode document : documents) {
            Imported one = look(document);
            all.add(
                    one.key() == null || keys.add(one.key())
                            ? one
                            : refused(one.key(), "/key", "is '" + one.key() + "' a second time in this import"));
        }
        return all;
    }

    /**
     * Creates and edits drafts; those that are as they were stay untouched.
     *
     * @throws ProblemException 422 that names each place that is wrong, and nothing is changed
     */
    @Transactional
    public List<Imported> carryOut(List<JsonNode> documents, Remark remark, String actor) {
        List<Imported> all = tryOut(documents);
        refuse(all);
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).action().equals("unchanged")) {
                drafts.put(documents.get(i), remark, actor);
            }
        }
        return all;
    }

    private static void refuse(List<Imported> all) {
        List<Problem.FieldError> errors = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).refused()) {
                String document = "/" + i;
                all.get(i).findings().stream()
                        .filter(f -> f.severity() == Finding.Severity.ERROR)
                        .forEach(f -> errors.add(new Problem.FieldError(document + f.pointer(), f.message())));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(
                    JourneyProblem.INVALID_JOURNEY, "some documents are refused, and nothing was imported", errors);
        }
    }

    private Imported look(JsonNode document) {
        String key = document.path("key").textValue();
        List<Finding> findings = JourneyDefinitions.check(document);
        if (findings.stream().anyMatch(f -> f.severity() == Finding.Severity.ERROR)) {
            return new Imported(key, "refuse", findings, null);
        }
        Optional<Journey> there = drafts.find(key);
        if (there.isEmpty()) {
            return new Imported(key, "create", findings, null);
        }
        if (there.get().state() == JourneyState.ARCHIVED) {
            return refused(key, "/key", "is '" + key + "', and that journey is archived");
        }
        boolean same = there.get().draft().toString().equals(document.toString());
        return new Imported(
                key,
                same ? "unchanged" : "edit",
                findings,
                same ? null : JourneyDiff.between(there.get().draft(), document));
    }

    private static Imported refused(String key, String pointer, String message) {
        return new Imported(key, "refuse", List.of(Finding.error(pointer, "refused", message)), null);
    }

    /** A 422 problem where there is nothing to import. */
    public static List<JsonNode> present(List<JsonNode> documents) {
        if (documents.isEmpty()) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body has no document");
        }
        return documents;
    }
}
