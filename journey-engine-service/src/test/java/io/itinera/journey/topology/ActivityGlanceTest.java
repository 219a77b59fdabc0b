package io.itinera.journey.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.journey.Fixture;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityGlanceTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    @Test
    void seesTheNameAndTheSegmentChangesOfATrackedEvent() {
        List<Activity.SegmentChange> changes =
                List.of(new Activity.SegmentChange("buyers", true), new Activity.SegmentChange("lookers", false));
        Activity whole = new Activity(
                "a1",
                "p1",
                NOON,
                new Activity.Tracked(EventType.PAGE, "Home", Map.of("kind", "x"), Map.of(), NOON, "test"),
                Map.of("name", Map.of("type", "nested")),
                Map.of(),
                Map.of(),
                Set.of("buyers"),
                changes);

        byte[] bytes = ACTIVITY.write(whole);
        Activity glance = ActivityGlance.of("p1", bytes).event();

        assertThat(glance.segmentChanges()).isEqualTo(changes);
        assertThat(glance.cause()).isEqualTo(new Activity.Tracked(EventType.PAGE, "Home", null, null, null, null));
        assertThat(glance.at()).isEqualTo(NOON);
        assertThat(glance.id()).isEqualTo("a1");
        assertThat(glance.segments()).containsExactly("buyers");
    }

    @Test
    void findsTheVeryBytesThatSayWhatIsKnown() {
        Activity whole = new Activity(
                "a1",
                "p1",
                NOON,
                new Activity.Tracked(EventType.PAGE, "Hjem æøå", Map.of(), Map.of(), NOON, "test"),
                Map.of("name", Map.of("first", "Åse")),
                Map.of(),
                Map.of("email.news", true),
                Set.of("buyers"),
                List.of());

        Said said = ActivityGlance.of("p1", ACTIVITY.write(whole)).said();

        assertThat(said.part(Said.TRAITS)).asString().isEqualTo("{\"name\":{\"first\":\"Åse\"}}");
        assertThat(said.isEmpty(Said.COMPUTED)).isTrue();
        assertThat(said.part(Said.CONSENTS)).asString().isEqualTo("{\"email.news\":true}");
        assertThat(said.part(Said.SEGMENTS)).asString().isEqualTo("[\"buyers\"]");
    }

    @Test
    void isNotWholeForAnotherProfileOrWithoutATime() {
        byte[] bytes = ACTIVITY.write(Fixture.did("p1", "Home", NOON));
        String text = new String(bytes, StandardCharsets.UTF_8);

        assertThat(ActivityGlance.of("p1", bytes).isWhole()).isTrue();
        assertThat(ActivityGlance.of("p2", bytes).isWhole()).isFalse();
        assertThat(ActivityGlance.of("p1", text.replace("\"at\"", "\"then\"").getBytes(StandardCharsets.UTF_8))
                        .isWhole())
                .isFalse();
    }

    @Test
    void leavesOtherCausesToTheWholeActivity() {
        assertThat(ActivityGlance.of("p1", ACTIVITY.write(Fixture.mergedAway("p1", "p2", NOON)))
                        .event())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"cause\":",
                "{\"cause\":7}",
                "{\"cause\":{\"kind\":\"tracked\",\"type\":\"jump\"}}",
                "nonsense"
            })
    void refusesWhatIsNoActivity(String poison) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> ActivityGlance.of("p1", poison.getBytes(StandardCharsets.UTF_8)));
    }
}
