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

        Activity glance = ActivityGlance.of("p1", ACTIVITY.write(whole));

        assertThat(glance.segmentChanges()).isEqualTo(changes);
        assertThat(glance.cause()).isEqualTo(new Activity.Tracked(EventType.PAGE, "Home", null, null, null, null));
    }

    @Test
    void leavesOtherCausesToTheWholeActivity() {
        assertThat(ActivityGlance.of("p1", ACTIVITY.write(Fixture.mergedAway("p1", "p2", NOON))))
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
