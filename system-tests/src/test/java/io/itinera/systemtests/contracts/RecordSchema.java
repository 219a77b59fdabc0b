package io.itinera.systemtests.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds a JSON Schema to the record that it describes: same fields, same types, all the way down.
 *
 * @param file where the schema is, which its references are relative to
 * @param root the schema's document
 */
record RecordSchema(Path file, JsonNode root) {

    static RecordSchema of(Path file) {
        return new RecordSchema(file, Documents.read(file));
    }

    void describes(Class<?> type) {
        describes(root, type, Set.of());
    }

    private void describes(JsonNode schema, Class<?> type, Set<String> alsoHas) {
        String where = file.getFileName() + " " + type.getSimpleName();
        List<RecordComponent> components = List.of(type.getRecordComponents());
        assertThat(schema.path("type").asText()).as(where).isEqualTo("object");
        assertThat(schema.path("properties").propertyStream().map(Map.Entry::getKey))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(alsoHas.stream(), components.stream().map(RecordComponent::getName))
                                .toList());
        assertThat(schema.path("required").valueStream().map(JsonNode::asText))
                .as("%s: required fields are fields", where)
                .isSubsetOf(schema.path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList());
        for (RecordComponent component : components) {
            JsonNode property = schema.path("properties").path(component.getName());
            assertThat(property.path("description").isTextual()
                            || type.getName().contains("$"))
                    .as("%s.%s has a description", where, component.getName())
                    .isTrue();
            if (component.getType().isPrimitive() && !canBeLeftOut(component)) {
                assertThat(schema.path("required").valueStream().map(JsonNode::asText))
                        .as("%s: a primitive is always written", where)
                        .contains(component.getName());
            }
            is(property, component.getGenericType(), where + "." + component.getName());
        }
    }

    private static boolean canBeLeftOut(RecordComponent component) {
        JsonInclude include = component.getAccessor().getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_DEFAULT;
    }

    private void is(JsonNode property, Type type, String where) {
        switch (type) {
            case ParameterizedType p
            when p.getRawType() == Map.class -> {
                assertThat(property.path("type").asText()).as(where).isEqualTo("object");
                if (p.getActualTypeArguments()[1] != Object.class) {
                    is(property.path("additionalProperties"), p.getActualTypeArguments()[1], where + ".*");
                }
            }
            case ParameterizedType p -> {
                assertThat(property.path("type").asText()).as(where).isEqualTo("array");
                assertThat(property.path("uniqueItems").asBoolean()).as(where).isEqualTo(p.getRawType() == Set.class);
                is(property.path("items"), p.getActualTypeArguments()[0], where + "[]");
            }
            case Class<?> c -> isOne(property, c, where);
            default -> throw new IllegalStateException(where + " is of a type that has no rule: " + type);
        }
    }

    private void isOne(JsonNode property, Class<?> type, String where) {
        if (type.isEnum()) {
            assertThat(property.path("enum").valueStream().map(JsonNode::asText))
                    .as(where)
                    .containsExactlyElementsOf(Stream.of(type.getEnumConstants())
                            .map(word -> Wire.JSON.convertValue(word, String.class))
                            .toList());
        } else if (type.isRecord()) {
            String reference = property.path("$ref").asText();
            if (reference.startsWith("#/")) {
                describes(root.at(reference.substring(1)), type, Set.of());
            } else {
                assertThat(reference).as(where).endsWith(".json");
                of(file.resolveSibling(reference)).describes(type);
            }
        } else if (type.isSealed()) {
            isOneOf(root.at(property.path("$ref").asText().substring(1)), type, where);
        } else {
            assertThat(property.path("type").asText()).as(where).isEqualTo(nameOf(type));
            assertThat(property.path("format").asText().equals("date-time"))
                    .as(where)
                    .isEqualTo(type == Instant.class);
        }
    }

    private void isOneOf(JsonNode schema, Class<?> type, String where) {
        JsonSubTypes.Type[] names = type.getAnnotation(JsonSubTypes.class).value();
        assertThat(schema.path("oneOf")).as(where).hasSize(names.length);
        for (int i = 0; i < names.length; i++) {
            JsonNode alternative =
                    root.at(schema.path("oneOf").get(i).path("$ref").asText().substring(1));
            assertThat(alternative.at("/properties/kind/const").asText())
                    .as(where)
                    .isEqualTo(names[i].name());
            describes(alternative, names[i].value(), Set.of("kind"));
        }
    }

    private static String nameOf(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String", "Instant" -> "string";
            case "int", "long", "Integer", "Long" -> "integer";
            case "double", "Double" -> "number";
            case "boolean", "Boolean" -> "boolean";
            case "JsonNode" -> "object";
            default -> throw new IllegalStateException("no rule for " + type);
        };
    }
}
