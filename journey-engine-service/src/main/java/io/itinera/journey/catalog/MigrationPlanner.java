package io.itinera.journey.catalog;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a migration of a plan for those inside, and finds what is wrong with the plan. */
@ApplicationScoped
class MigrationPlanner {

    private final VersionStore versions;
    private final ChangeStore changes;

    MigrationPlanner(VersionStore versions, ChangeStore changes) {
        this.versions = versions;
        this.changes = changes;
    }

    /**
     * Finds what is wrong with a plan for the draft.
     *
     * @throws ProblemException 422 that names the places
     */
    void check(JourneyRow row, Plan plan) {
        check(plan, left(row, plan, row.currentVersion), draft(row));
    }

    /** The draft, read. */
    static JourneyDefinition draft(JourneyRow row) {
        return JourneyDefinitions.read(DefinitionText.read(row.draft));
    }

    /** The versions that the plan is about, by number. */
    Map<Integer, JourneyDefinition> left(JourneyRow row, Plan plan, int newest) {
        Map<Integer, JourneyDefinition> left = new TreeMap<>();
        for (VersionRow version : versions.of(row.key)) {
            int number = version.id.version();
            if (number <= newest && (plan.from().isEmpty() || plan.from().contains(number))) {
                left.put(number, JourneyDefinitions.read(DefinitionText.read(version.definition)));
            }
        }
        for (int i = 0; i < plan.from().size(); i++) {
            if (!left.containsKey(plan.from().get(i))) {
                throw ProblemException.invalid(
                        "/instances/from/" + i,
                        "is %d, and there is no such version that those inside could leave"
                                .formatted(plan.from().get(i)));
            }
        }
        return left;
    }

    /** The migration to be announced. */
    PublishedJourney.Migration migration(JourneyRow row, Plan plan, int to, Instant at) {
        Map<Integer, JourneyDefinition> left = left(row, plan, to - 1);
        check(plan, left, version(row, to));
        return new PublishedJourney.Migration(
                next(row.key),
                null,
                List.copyOf(left.keySet()),
                to,
                plan.mode() == Plan.Mode.FOLLOW,
                plan.counterparts(),
                List.copyOf(plan.ends()),
                at);
    }

    /** A published version, read. */
    JourneyDefinition version(JourneyRow row, int version) {
        return JourneyDefinitions.read(
                DefinitionText.read(versions.findById(new VersionRow.Id(row.key, version)).definition));
    }

    /** Finds what is wrong with a plan by which everyone stays. */
    void checkPin(Plan plan) {
        if (!plan.steps().isEmpty()) {
            throw ProblemException.invalid("/instances/steps", "has no meaning with mode pin");
        }
    }

    /** Number of the journey's next migration. */
    int next(String key) {
        List<PublishedJourney.Migration> migrations = changes.migrations(key);
        return migrations.isEmpty() ? 1 : migrations.getLast().number() + 1;
    }

    /** Finds what is wrong with a plan to lead those inside from some versions to another. */
    void check(Plan plan, Map<Integer, JourneyDefinition> left, JourneyDefinition to) {
        List<Problem.FieldError> errors = new ArrayList<>();
        if (plan.mode() == Plan.Mode.PIN) {
            checkPin(plan);
        }
        if (plan.mode() != Plan.Mode.PIN) {
            for (Finding finding : plan.mapping().check(List.copyOf(left.values()), to, "/instances/steps")) {
                errors.add(new Problem.FieldError(finding.pointer(), finding.message()));
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(CommonProblem.INVALID_REQUEST, "the plan for those inside is not valid", errors);
        }
    }
}
