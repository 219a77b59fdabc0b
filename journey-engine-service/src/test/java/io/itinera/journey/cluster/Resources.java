package io.itinera.journey.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an API server keeps, by the rules of the
 * <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/">API concepts</a>: each change has the next resource version;
 * the generation counts changes of the spec; the status is changed through its subresource alone; a change that changes nothing is none;
 * what has a finalizer is deleted once it has none.
 */
final class Resources {

    private static final String API_VERSION = "itinera.io/v1alpha1";

    private final ResourceSchema schema = new ResourceSchema();
    private final Map<String, ObjectNode> objects = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private long resourceVersion = 1;
    private long forgotten;
    private long statusPatches;

    record Answer(int status, String body) {
        static Answer no(int status) {
            return new Answer(status, Resources.status(status));
        }
    }

    /** A line of a watch. */
    record Event(long resourceVersion, String line, boolean isLast) {}

    synchronized Answer handle(String method, String path, String body) {
        String[] parts = path.split("/");
        String name = parts.length > 1 ? parts[1] : "";
        ObjectNode there = objects.get(name);
        if (!name.isEmpty() && there == null) {
            return Answer.no(404);
        }
        return switch (method) {
            case "GET" -> new Answer(200, name.isEmpty() ? list() : there.toString());
            case "POST" -> create(json(body));
            case "DELETE" -> delete(there);
            case "PUT" -> replace(there, json(body));
            case "PATCH" -> patch(there, json(body), parts.length > 2);
            default -> Answer.no(405);
        };
    }

    /** Forgets all events, so that watches end and nobody can watch from before. */
    synchronized void forget() {
        events.clear();
        forgotten = ++resourceVersion;
        notifyAll();
    }

    synchronized long statusPatches() {
        return statusPatches;
    }

    /** The first event after a resource version; empty when there is none until then. */
    synchronized Optional<Event> after(long from, long endNanos) {
        while (true) {
            if (from < forgotten) {
                return Optional.of(new Event(from, "{\"type\": \"ERROR\", \"object\": " + status(410) + "}", true));
            }
            Optional<Event> next =
                    events.stream().filter(e -> e.resourceVersion() > from).findFirst();
            long left = (endNanos - System.nanoTime()) / 1_000_000;
            if (next.isPresent() || left <= 0) {
                return next;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }

    private String list() {
        ObjectNode list =
                Wire.JSON.createObjectNode().put("apiVersion", API_VERSION).put("kind", "JourneyList");
        list.putObject("metadata").put("resourceVersion", Long.toString(resourceVersion));
        ArrayNode items = list.putArray("items");
        objects.values().forEach(items::add);
        return list.toString();
    }

    private Answer create(ObjectNode resource) {
        ObjectNode created = schema.withDefaults(resource);
        created.remove("status");
        List<String> errors = schema.errors(created);
        String name = created.at("/metadata/name").asText();
        if (!errors.isEmpty() || objects.containsKey(name)) {
            return new Answer(errors.isEmpty() ? 409 : 422, errors.toString());
        }
        ((ObjectNode) created.get("metadata"))
                .put("namespace", KubernetesApi.NAMESPACE)
                .put("uid", UUID.randomUUID().toString())
                .put("creationTimestamp", "2026-11-22T10:00:00Z")
                .put("generation", 1);
        return store("ADDED", created, 201);
    }

    private Answer replace(ObjectNode there, ObjectNode resource) {
        ObjectNode next = there.deepCopy();
        next.set("spec", schema.withDefaults(resource).get("spec"));
        List<String> errors = schema.errors(next);
        return errors.isEmpty() ? counted(there, next) : new Answer(422, errors.toString());
    }

    private Answer patch(ObjectNode there, ObjectNode patch, boolean status) {
        JsonNode wanted = patch.at("/metadata/resourceVersion");
        if (!wanted.isMissingNode() && !wanted.equals(there.at("/metadata/resourceVersion"))) {
            return Answer.no(409);
        }
        ObjectNode next = there.deepCopy();
        ObjectNode kept = patch.deepCopy();
        kept.retain(status ? List.of("status") : List.of("spec", "metadata"));
        statusPatches += status ? 1 : 0;
        merge(next, kept);
        List<String> errors = schema.errors(next);
        return errors.isEmpty() ? counted(there, next) : new Answer(422, errors.toString());
    }

    private Answer delete(ObjectNode there) {
        ObjectNode next = there.deepCopy();
        ((ObjectNode) next.get("metadata")).put("deletionTimestamp", "2026-11-22T11:00:00Z");
        return store(next.at("/metadata/finalizers").isEmpty() ? "DELETED" : "MODIFIED", next, 200);
    }

    private Answer counted(ObjectNode there, ObjectNode next) {
        if (ResourceSchema.kept(next).equals(there)) {
            return new Answer(200, there.toString());
        }
        if (!ResourceSchema.kept(next.get("spec")).equals(there.get("spec"))) {
            ((ObjectNode) next.get("metadata"))
                    .put("generation", there.at("/metadata/generation").asLong() + 1);
        }
        boolean gone = next.at("/metadata").has("deletionTimestamp")
                && next.at("/metadata/finalizers").isEmpty();
        return store(gone ? "DELETED" : "MODIFIED", next, 200);
    }

    private Answer store(String type, ObjectNode resource, int status) {
        ((ObjectNode) resource.get("metadata")).put("resourceVersion", Long.toString(++resourceVersion));
        ObjectNode kept = (ObjectNode) ResourceSchema.kept(resource);
        if (type.equals("DELETED")) {
            objects.remove(kept.at("/metadata/name").asText());
        } else {
            objects.put(kept.at("/metadata/name").asText(), kept);
        }
        ObjectNode event = Wire.JSON.createObjectNode().put("type", type);
        event.set("object", kept);
        events.add(new Event(resourceVersion, event.toString(), false));
        notifyAll();
        return new Answer(status, kept.toString());
    }

    private static String status(int code) {
        return "{\"apiVersion\": \"v1\", \"kind\": \"Status\", \"status\": \"Failure\", \"code\": %d}".formatted(code);
    }

    /** RFC 7396. */
    private static void merge(ObjectNode into, ObjectNode patch) {
        patch.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                into.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode part) {
                merge(into.withObjectProperty(field.getKey()), part);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    private static ObjectNode json(String body) {
        try {
            return (ObjectNode) Wire.JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
