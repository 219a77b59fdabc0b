package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Review;
import io.itinera.journey.cluster.ResourceStatus.Applied;
import io.itinera.journey.cluster.ResourceStatus.Flaw;
import io.itinera.journey.cluster.ResourceStatus.Reason;
import io.itinera.journey.exchange.ScenarioDocument;
import io.itinera.journey.trial.scenario.ScenarioSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The next thing to do about a resource. What is said of it here follows from the resource and from where its journey stands, and from
 * nothing else, so that it does not matter which pod decides, how often, or what it was told before.
 */
sealed interface Decision {

    /** Nothing is to be done: the resource is going, and took nothing upon itself. */
    record Nothing() implements Decision {}

    /** The resource gets the finalizer, since its deletion is to do something. */
    record Hold() implements Decision {}

    /** The finalizer goes. */
    record Release() implements Decision {}

    /** The resource is being deleted, and this becomes of the journey. */
    record Leave(JourneyResource.OnDelete what) implements Decision {}

    /** These documents are to be imported. */
    record BringIn(List<JsonNode> documents) implements Decision {}

    /** The draft is to become a version. */
    record Publish() implements Decision {}

    /** Nothing is to be done but to say so. */
    record Tell(ResourceStatus status) implements Decision {}

    /** What is next. */
    static Decision of(JourneyResource resource, Standing standing) {
        boolean wantsHold = resource.onDelete() != JourneyResource.OnDelete.KEEP;
        if (resource.isBeingDeleted()) {
            return !resource.isHeld()
                    ? new Nothing()
                    : wantsHold && resource.hasBroughtIn() ? new Leave(resource.onDelete()) : new Release();
        }
        if (wantsHold != resource.isHeld()) {
            return wantsHold ? new Hold() : new Release();
        }
        String key = resource.definition().path("key").asText();
        if (!key.equals(resource.name())) {
            String expected = "is '%s', expected '%s'".formatted(key, resource.name());
            return new Tell(ResourceStatus.of(
                            resource, standing, Reason.NAME_MISMATCH, "the resource is not called as its journey")
                    .at(List.of(new Flaw("/spec/definition/key", expected))));
        }
        if (standing.journey() != null && standing.journey().state() == JourneyState.ARCHIVED) {
            return new Tell(ResourceStatus.of(
                    resource, standing, Reason.ARCHIVED, "the journey is archived, which is for ever"));
        }
        return content(resource, standing);
    }

    private static Decision content(JourneyResource resource, Standing standing) {
        Applied before = resource.status().applied();
        JsonNode draft = standing.journey() == null ? null : standing.journey().draft();
        JsonNode tests = standing.scenarios().toJson();
        List<JsonNode> documents = new ArrayList<>();
        boolean free = true;
        if (draft == null || !same(draft, resource.definition())) {
            documents.add(resource.definition());
            free = draft == null || Applied.digest(draft).equals(before.definition());
        }
        JsonNode wanted = resource.scenarios();
        if (wanted != null && !same(wanted, tests)) {
            documents.add(ScenarioDocument.write(resource.name(), ScenarioSet.of(wanted)));
            free &= before.scenarios() == null
                    ? tests.isEmpty()
                    : Applied.digest(tests).equals(before.scenarios());
        }
        if (documents.isEmpty()) {
            return published(resource, standing);
        }
        return free || resource.overwrites() ? new BringIn(documents) : drifted(resource, standing);
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return Applied.digest(one).equals(Applied.digest(other));
    }

    private static Decision drifted(JourneyResource resource, Standing standing) {
        String how = resource.hasBroughtIn()
                ? "the journey was changed elsewhere after this resource was applied"
                : "there was a journey of this key that says something else";
        return new Tell(ResourceStatus.of(
                resource,
                standing,
                Reason.DRIFTED,
                how
                        + "; it is left as it is, and its audit trail says who changed it. Bring what it says into the resource,"
                        + " or set spec.onDrift to Overwrite"));
    }

    private static Decision published(JourneyResource resource, Standing standing) {
        int version = standing.journey().currentVersion();
        String called = "version " + version;
        if (version > 0 && same(standing.published(), resource.definition())) {
            return standing.preparing()
                    ? settled(resource, standing, Reason.PREPARING, called + " waits for its segments")
                    : settled(
                            resource,
                            standing,
                            Reason.PUBLISHED,
                            called + " is " + standing.journey().state().wire());
        }
        if (!resource.publish()) {
            return settled(
                    resource,
                    standing,
                    Reason.DRAFT_SAVED,
                    "the draft is saved, and spec.publish does not ask for more");
        }
        Review review = standing.review();
        if (review != null && review.state().equals("open")) {
            return new Tell(ResourceStatus.of(
                            resource,
                            standing,
                            Reason.AWAITS_REVIEW,
                            "review %d waits for a decision".formatted(review.id()))
                    .settled(resource)
                    .reviewed(review.id()));
        }
        return isDeclined(review, resource.status().review())
                ? settled(
                        resource,
                        standing,
                        Reason.REVIEW_DECLINED,
                        "review %d was %s; a change of the resource asks for another one"
                                .formatted(review.id(), review.state()))
                : new Publish();
    }

    /** Another review than ours was about another draft. */
    private static boolean isDeclined(Review review, Long ours) {
        return review != null
                && Long.valueOf(review.id()).equals(ours)
                && Set.of("rejected", "withdrawn").contains(review.state());
    }

    private static Decision settled(JourneyResource resource, Standing standing, Reason reason, String message) {
        return new Tell(ResourceStatus.of(resource, standing, reason, message).settled(resource));
    }
}
