package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource of the kind Journey.
 *
 * @param json as the API server gave it
 * @param status what its status says
 */
record JourneyResource(JsonNode json, ResourceStatus status) {

    /** Keeps a resource that is being deleted until what its {@code onDelete} says is done. */
    static final String FINALIZER = "itinera.io/on-delete";

    /** What becomes of the journey when the resource is deleted. */
    enum OnDelete {
        /** Nothing. */
        KEEP,
        /** It takes no entries any more; those inside go on to their ends. */
        DRAIN,
        /** It is over for ever, for those inside, too. */
        ARCHIVE
    }

    static JourneyResource of(JsonNode json) {
        return new JourneyResource(json, ResourceStatus.read(json.path("status")));
    }

    String name() {
        return json.at("/metadata/name").asText();
    }

    /** Who the audit trail names. */
    String actor() {
        return "kubernetes:" + json.at("/metadata/namespace").asText() + "/" + name();
    }

    long generation() {
        return json.at("/metadata/generation").asLong();
    }

    String resourceVersion() {
        return json.at("/metadata/resourceVersion").asText();
    }

    boolean isBeingDeleted() {
        return json.at("/metadata").hasNonNull("deletionTimestamp");
    }

    boolean isHeld() {
        return finalizers().contains(FINALIZER);
    }

    List<String> finalizers() {
        List<String> finalizers = new ArrayList<>();
        json.at("/metadata/finalizers").forEach(finalizer -> finalizers.add(finalizer.asText()));
        return finalizers;
    }

    JsonNode definition() {
        JsonNode definition = spec().path("definition");
        return definition.isObject() ? definition : JsonNodeFactory.instance.objectNode();
    }

    /** The scenarios by name; null where the resource does not say which, so that they are not its own. */
    JsonNode scenarios() {
        return spec().hasNonNull("scenarios") ? spec().path("scenarios") : null;
    }

    boolean publish() {
        return spec().path("publish").asBoolean();
    }

    String note() {
        return spec().path("note").textValue();
    }

    boolean overwrites() {
        return spec().path("onDrift").asText().equals("Overwrite");
    }

    OnDelete onDelete() {
        return switch (spec().path("onDelete").asText()) {
            case "Drain" -> OnDelete.DRAIN;
            case "Archive" -> OnDelete.ARCHIVE;
            default -> OnDelete.KEEP;
        };
    }

    /** Whether the journey was this resource's, so that its deletion may concern it. */
    boolean hasBroughtIn() {
        return status.applied().definition() != null;
    }

    JourneyResource with(ResourceStatus other) {
        return new JourneyResource(json, other);
    }

    private JsonNode spec() {
        return json.path("spec");
    }
}
