package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.conditions.Canonical;
import io.itinera.contracts.Wire;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the engine says of a resource; also what it remembers of it.
 *
 * @param observedGeneration generation of the resource that this is about
 * @param journey where the journey stands, or null where there is none
 * @param applied what the resource brought in last
 * @param review id of the review that was asked for, or null
 * @param reason whether what the resource asks for is there, and why, in one CamelCase word
 * @param message the same in a sentence
 * @param problems places that are wrong, with pointers into the resource; at most {@value #MOST_PROBLEMS}
 */
record ResourceStatus(
        long observedGeneration,
        Place journey,
        Applied applied,
        Long review,
        Reason reason,
        String message,
        List<Flaw> problems) {

    /** More than these help nobody, and a status has to fit into the resource. */
    static final int MOST_PROBLEMS = 50;

    private static final String CONDITION = "Ready";
    private static final int LONGEST_MESSAGE = 1000;
    private static final int LONGEST_DETAIL = 500;

    ResourceStatus {
        message = shortened(message, LONGEST_MESSAGE);
        problems = problems.stream().limit(MOST_PROBLEMS).toList();
    }

    /** Why a resource is ready, or is not. */
    enum Reason {
        /** Ready: the version that new entries use is what the resource says. */
        PUBLISHED("Published"),
        /** Ready: the draft is what the resource says, which does not ask for more. */
        DRAFT_SAVED("DraftSaved"),
        /** The version waits for its segments. */
        PREPARING("Preparing"),
        /** Somebody else has to approve the draft. */
        AWAITS_REVIEW("AwaitsReview"),
        /** The review was rejected or withdrawn. */
        REVIEW_DECLINED("ReviewDeclined"),
        /** The definition or a scenario breaks a rule of the language; nothing was changed. */
        INVALID("Invalid"),
        /** The check of the draft found errors. */
        CHECK_FAILED("CheckFailed"),
        /** A scenario fails with the draft. */
        SCENARIOS_FAILED("ScenariosFailed"),
        /** The journey was changed by someone else, and is left as it is. */
        DRIFTED("Drifted"),
        /** The journey is over for ever. */
        ARCHIVED("Archived"),
        /** The resource is not called as its journey. */
        NAME_MISMATCH("NameMismatch"),
        /** The installation's rules do not allow it. */
        REFUSED("Refused"),
        /** Nothing is known yet. */
        UNKNOWN("Unknown");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        boolean isReady() {
            return this == PUBLISHED || this == DRAFT_SAVED;
        }

        /** As in a condition of the Kubernetes API. */
        String word() {
            return word;
        }
    }

    /**
     * Where the journey stands.
     *
     * @param revision counts its changes
     * @param version the version that new entries use; 0 before the first
     * @param state lower-case name
     */
    record Place(long revision, int version, String state) {}

    /**
     * What the resource brought in last, as digests.
     *
     * @param definition of the definition, or null
     * @param scenarios of the scenarios, or null where they are not the resource's
     */
    record Applied(String definition, String scenarios) {
        static final Applied NOTHING = new Applied(null, null);

        /**
         * What JSON says, in short: the API server sorts fields, and writes {@code 50.0} as {@code 50}, and what differs in nothing else has
         * the same digest.
         */
        static String digest(JsonNode json) {
            return Canonical.hash(Wire.JSON.convertValue(json, Object.class));
        }
    }

    /**
     * A place that is wrong.
     *
     * @param pointer JSON pointer into the resource
     * @param detail what is wrong there
     */
    record Flaw(String pointer, String detail) {
        Flaw {
            detail = shortened(detail, LONGEST_DETAIL);
        }
    }

    /** What is said of a resource now; what is remembered of it stays. */
    static ResourceStatus of(JourneyResource resource, Standing standing, Reason reason, String message) {
        ResourceStatus before = resource.status();
        return new ResourceStatus(
                resource.generation(), standing.place(), before.applied(), before.review(), reason, message, List.of());
    }

    /** A resource that nobody has looked at. */
    static ResourceStatus none() {
        return new ResourceStatus(0, null, Applied.NOTHING, null, Reason.UNKNOWN, "", List.of());
    }

    /** What a resource's {@code status} says; whatever cannot be read is not there. */
    static ResourceStatus read(JsonNode status) {
        JsonNode condition = condition(status);
        List<Flaw> flaws = new ArrayList<>();
        status.path("problems")
                .forEach(flaw -> flaws.add(new Flaw(
                        flaw.path("pointer").asText(), flaw.path("detail").asText())));
        return new ResourceStatus(
                status.path("observedGeneration").asLong(),
                status.has("revision")
                        ? new Place(
                                status.path("revision").asLong(),
                                status.path("version").asInt(),
                                status.path("state").asText())
                        : null,
                new Applied(
                        status.at("/applied/definition").textValue(),
                        status.at("/applied/scenarios").textValue()),
                status.path("review").isIntegralNumber() ? status.path("review").longValue() : null,
                reason(condition.path("reason").asText()),
                condition.path("message").asText(),
                flaws);
    }

    /** The same without the review that was asked for, which was for another draft. */
    ResourceStatus withoutReview() {
        return reviewed(null);
    }

    /** The same with the review that was asked for. */
    ResourceStatus reviewed(Long id) {
        return new ResourceStatus(observedGeneration, journey, applied, id, reason, message, problems);
    }

    /** The same, and what the resource says is what the engine has. */
    ResourceStatus settled(JourneyResource resource) {
        String scenarios = resource.scenarios() == null ? null : Applied.digest(resource.scenarios());
        return new ResourceStatus(
                observedGeneration,
                journey,
                new Applied(Applied.digest(resource.definition()), scenarios),
                review,
                reason,
                message,
                problems);
    }

    /** The same with places that are wrong. */
    ResourceStatus at(List<Flaw> flaws) {
        return new ResourceStatus(observedGeneration, journey, applied, review, reason, message, flaws);
    }

    /**
     * The merge patch that makes this the status of a resource.
     *
     * @param before the status as it is
     * @param now the time of a change of the condition
     */
    ObjectNode patch(JsonNode before, Instant now) {
        ObjectNode status = Wire.JSON.createObjectNode();
        status.put("observedGeneration", observedGeneration);
        status.put("revision", journey == null ? null : journey.revision());
        status.put("version", journey == null ? null : journey.version());
        status.put("state", journey == null ? null : journey.state());
        status.putObject("applied").put("definition", applied.definition()).put("scenarios", applied.scenarios());
        status.put("review", review);
        ArrayNode places = status.putArray("problems");
        problems.forEach(
                flaw -> places.addObject().put("pointer", flaw.pointer()).put("detail", flaw.detail()));
        JsonNode was = condition(before);
        String word = reason.isReady() ? "True" : "False";
        String since = was.path("status").asText().equals(word)
                ? was.path("lastTransitionTime").asText()
                : now.truncatedTo(ChronoUnit.SECONDS).toString();
        status.putArray("conditions")
                .addObject()
                .put("type", CONDITION)
                .put("status", word)
                .put("observedGeneration", observedGeneration)
                .put("lastTransitionTime", since)
                .put("reason", reason.word())
                .put("message", message);
        return Wire.JSON.createObjectNode().set("status", status);
    }

    private static JsonNode condition(JsonNode status) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(CONDITION)) {
                return condition;
            }
        }
        return Wire.JSON.missingNode();
    }

    private static Reason reason(String word) {
        for (Reason reason : Reason.values()) {
            if (reason.word().equals(word)) {
                return reason;
            }
        }
        return Reason.UNKNOWN;
    }

    private static String shortened(String text, int most) {
        String all = Objects.requireNonNullElse(text, "");
        return all.length() <= most ? all : all.substring(0, most - 1) + "…";
    }
}
