package io.itinera.journey.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Condition;
import io.itinera.contracts.PublishedJourney;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads definitions from JSON. */
public final class JourneyDefinitions {

    private JourneyDefinitions() {}

    /**
     * Reads a definition that someone wrote: by the JSON Schema first, then as a whole. What the schema refuses is not read as a whole, but
     * steps that it does not have are named all the same.
     *
     * @throws InvalidJourneyException with all that is wrong and a pointer to each place
     */
    public static JourneyDefinition read(JsonNode json) {
        List<Finding> structure = JourneySchema.check(json.toString());
        if (!structure.isEmpty()) {
            List<Finding> all = new ArrayList<>(structure);
            all.addAll(Links.check(plain(json), structure));
            throw new InvalidJourneyException(all);
        }
        return readChecked(json, new Reading(0));
    }

    /** All errors and warnings of a definition, empty when it is without fault. */
    public static List<Finding> check(JsonNode json) {
        try {
            JourneyDefinition journey = read(json);
            List<Finding> findings = new ArrayList<>(journey.warnings());
            findings.addAll(Lint.of(journey, conditions(json)));
            return findings;
        } catch (InvalidJourneyException e) {
            return e.findings();
        }
    }

    /**
     * The segments that a definition needs profile-service to keep. Those of its conditions over event history are the same for all
     * journeys that ask the same in the same zone; the one of who enters by time belongs to the version.
     *
     * @throws InvalidJourneyException when the definition cannot be used
     */
    public static List<SegmentNeed> needs(JsonNode json, int version) {
        Reading reading = new Reading(version);
        readChecked(json, reading);
        return List.copyOf(reading.segments());
    }

    /** The same segments, key and condition, for those who do not ask where or what for. */
    public static Map<String, Condition> segments(JsonNode json, int version) {
        Map<String, Condition> segments = new LinkedHashMap<>();
        needs(json, version).forEach(need -> segments.put(need.segment(), need.condition()));
        return Collections.unmodifiableMap(segments);
    }

    /**
     * Reads a definition that was checked by the schema when it was published.
     *
     * @throws InvalidJourneyException when it cannot be used all the same
     */
    public static JourneyDefinition read(PublishedJourney.Version version) {
        return readChecked(version.definition(), new Reading(version.version()));
    }

    private static JourneyDefinition readChecked(JsonNode json, Reading reading) {
        JourneyDefinition journey = new JourneyReader(reading).read(plain(json));
        if (reading.failed()) {
            throw new InvalidJourneyException(reading.findings());
        }
        return journey.withWarnings(reading.findings());
    }

    /** The conditions of a definition that can be read, with their places. */
    private static List<Reading.Found> conditions(JsonNode json) {
        Reading reading = new Reading(0);
        new JourneyReader(reading).read(plain(json));
        return reading.conditions();
    }

    /** The same data without Jackson: maps in the order of the document, lists, texts, numbers, booleans. */
    private static Object plain(JsonNode json) {
        return switch (json.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                json.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                json.forEach(element -> list.add(plain(element)));
                yield list;
            }
            case STRING -> json.textValue();
            case NUMBER -> json.numberValue();
            case BOOLEAN -> json.booleanValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }
}
