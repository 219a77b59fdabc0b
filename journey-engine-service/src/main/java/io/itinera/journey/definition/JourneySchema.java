package io.itinera.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The published JSON Schema of the journey language. */
public final class JourneySchema {

    private static final String RESOURCE = "/schemas/journey.schema.json";

    private JourneySchema() {}

    /** Made when the first definition is checked: readers of published definitions do without. */
    private static final class Holder {
        private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text());
        private static final JsonNode DOCUMENT = document();

        private static JsonNode document() {
            try {
                return Wire.JSON.readTree(text());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The schema as it is served. */
    public static String text() {
        try (InputStream in = JourneySchema.class.getResourceAsStream(RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a document breaks the schema. What a text must look like is said in the words of the schema, not as a pattern. */
    static List<Finding> check(String json) {
        return Holder.SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(JourneySchema::finding)
                .distinct()
                .toList();
    }

    private static Finding finding(Error error) {
        String at = error.getInstanceLocation().toString();
        return switch (error.getKeyword()) {
            case "required" -> Finding.error(at + "/" + Conditions.escape(error.getProperty()), "is missing");
            case "additionalProperties", "unevaluatedProperties" ->
                Finding.error(at + "/" + Conditions.escape(error.getProperty()), "is not known here");
            case "pattern" ->
                Finding.error(
                        at,
                        "has the wrong form, expected "
                                + title(error.getSchemaLocation().getFragment().getParent()));
            case "propertyNames" ->
                Finding.error(
                        at + "/" + Conditions.escape(error.getProperty()),
                        "has a name of the wrong form, expected "
                                + title(error.getSchemaLocation().getFragment()));
            default -> Finding.error(at, error.getMessage());
        };
    }

    private static String title(NodePath rule) {
        return Holder.DOCUMENT.at(rule.toString()).path("title").asText();
    }
}
