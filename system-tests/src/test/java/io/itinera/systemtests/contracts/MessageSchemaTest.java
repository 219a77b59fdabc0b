package io.itinera.systemtests.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.itinera.contracts.Activity;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedSegment;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Wire;
import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schemas of the messages describe the records that go over Kafka, and the golden files are valid. */
class MessageSchemaTest {

    static final Map<String, Class<?>> RECORDS = Map.ofEntries(
            Map.entry("source-event", SourceEvent.class),
            Map.entry("activity", Activity.class),
            Map.entry("profile-snapshot", ProfileSnapshot.class),
            Map.entry("identity-link", IdentityLink.class),
            Map.entry("published-segment", PublishedSegment.class),
            Map.entry("published-journey", PublishedJourney.class),
            Map.entry("learning-model", LearningModel.class),
            Map.entry("send-request", SendRequest.class),
            Map.entry("send-cancel", SendCancel.class),
            Map.entry("task-change", TaskChange.class),
            Map.entry("privacy-request", PrivacyRequest.class),
            Map.entry("privacy-receipt", PrivacyReceipt.class),
            Map.entry("message-outcome", MessageOutcome.class),
            Map.entry("transition", Transition.class),
            Map.entry("consent-state", ConsentState.class),
            Map.entry("journey-ref", JourneyRef.class));

    static final Set<String> NAMES = RECORDS.keySet();

    private static final String BASE = "itinera:/schemas/";
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(iri -> iri.startsWith(BASE) ? Repository.read(file(iri)) : null));

    @ParameterizedTest
    @FieldSource("NAMES")
    void describesTheRecordFieldByField(String name) {
        RecordSchema.of(Documents.docs("schemas/" + name + ".json")).describes(RECORDS.get(name));
    }

    @Test
    void everySchemaBelongsToARecord() {
        assertThat(Repository.files(Documents.docs("schemas"), ".json"))
                .extracting(f -> f.getFileName().toString().replace(".json", ""))
                .containsExactlyInAnyOrderElementsOf(NAMES);
    }

    static List<Path> golden() {
        return Repository.files(Repository.ROOT.resolve("contracts/src/test/resources/golden"), ".json");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void everyGoldenFileIsValidAndRoundTrips(Path file) throws IOException {
        String name = file.getFileName().toString().replaceFirst("\\..*", "");
        String json = Repository.read(file);

        assertThat(schema(name).validate(json, InputFormat.JSON)).isEmpty();
        Object value = Wire.JSON.readValue(json, RECORDS.get(name));
        String written = Wire.JSON.writeValueAsString(value);
        assertThat(Wire.JSON.readTree(written)).isEqualTo(Wire.JSON.readTree(json));
        assertThat(schema(name).validate(written, InputFormat.JSON)).isEmpty();
    }

    @Test
    void refusesAnEventOfNobodyAndAnActivityOfAnUnknownKind() {
        String nobody = """
                {"messageId": "m", "type": "track", "timestamp": "2026-11-21T10:00:00Z",
                 "receivedAt": "2026-11-21T10:00:00Z", "source": "shop"}
                """;
        String unknown = """
                {"id": "a", "profileId": "52c62465-d9e6-58fc-bf86-6ef452b38d3a", "at": "2026-11-21T10:00:00Z",
                 "cause": {"kind": "teleported", "into": "x"}}
                """;

        assertThat(schema("source-event").validate(nobody, InputFormat.JSON)).isNotEmpty();
        assertThat(schema("activity").validate(unknown, InputFormat.JSON)).isNotEmpty();
    }

    private static Schema schema(String name) {
        return SCHEMAS.getSchema(SchemaLocation.of(BASE + name + ".json"));
    }

    private static Path file(String iri) {
        return Documents.docs("schemas/" + iri.substring(BASE.length()));
    }
}
