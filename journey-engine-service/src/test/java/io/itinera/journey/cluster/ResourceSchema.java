package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.itinera.journey.exchange.YamlForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/** Holds resources to the definition that the manifests have, as an API server does with field validation "Strict". */
final class ResourceSchema {

    private static final Path DEFINITION =
            Path.of("../k8s/components/journeys-as-resources/custom-resource-definition.yaml");

    private final JsonNode definition;
    private final Schema schema;

    ResourceSchema() {
        try {
            definition = YamlForm.readAll(Files.readString(DEFINITION)).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(strict(openApi().deepCopy()).toString());
    }

    private JsonNode openApi() {
        return definition.at("/spec/versions/0/schema/openAPIV3Schema");
    }

    /** What is wrong with a resource. */
    List<String> errors(JsonNode resource) {
        ObjectNode fields = resource.deepCopy();
        fields.remove("metadata");
        if (!resource.at("/metadata/name").equals(resource.at("/spec/definition/key"))) {
            return List.of(openApi().at("/x-kubernetes-validations/0/message").asText());
        }
        return schema.validate(fields.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** The resource with the defaults of its spec. */
    ObjectNode withDefaults(ObjectNode resource) {
        ObjectNode spec = (ObjectNode) resource.get("spec");
        openApi().at("/properties/spec/properties").properties().forEach(field -> {
            if (field.getValue().has("default") && !spec.has(field.getKey())) {
                spec.set(field.getKey(), field.getValue().get("default"));
            }
        });
        return resource;
    }

    /** JSON as an API server keeps it: fields in the order of their names, and numbers without a fraction where they have none. */
    static JsonNode kept(JsonNode json) {
        if (json.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            json.properties().forEach(field -> fields.put(field.getKey(), kept(field.getValue())));
            ObjectNode sorted = JsonNodeFactory.instance.objectNode();
            sorted.setAll(fields);
            return sorted;
        }
        if (json.isArray()) {
            return JsonNodeFactory.instance
                    .arrayNode()
                    .addAll(json.valueStream().map(ResourceSchema::kept).toList());
        }
        return json.isDouble() && json.doubleValue() == Math.rint(json.doubleValue())
                ? JsonNodeFactory.instance.numberNode(json.longValue())
                : json;
    }

    private static JsonNode strict(JsonNode schema) {
        boolean open = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (schema.has("properties") && !open) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(ResourceSchema::strict);
        return schema;
    }
}
