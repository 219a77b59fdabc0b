package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that show each record as it goes over Kafka. A change of one of them is a change of the contract. */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Map<String, Class<?>> RECORDS = Map.ofEntries(
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
            Map.entry("consent-state", ConsentState.class));

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadAndWrittenBackWithoutLossOrAddition(Path file) throws IOException {
        byte[] golden = Files.readAllBytes(file);

        byte[] written = rewrite(JsonSerde.of(RECORDS.get(recordOf(file))), golden);

        assertThat(Wire.JSON.readTree(written)).isEqualTo(Wire.JSON.readTree(golden));
    }

    @Test
    void everyRecordHasAnExample() throws IOException {
        assertThat(files().stream().map(GoldenTest::recordOf)).containsAll(RECORDS.keySet());
    }

    private static <T> byte[] rewrite(JsonSerde<T> serde, byte[] json) {
        return serde.write(serde.read(json));
    }

    private static String recordOf(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.indexOf('.'));
    }
}
