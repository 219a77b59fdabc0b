package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimesAsNumbersTest {

    @Property
    void everyTimeComesBackAsItWas(
            @ForAll @LongRange(min = -60_000_000_000L, max = 60_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano)
            throws JsonProcessingException {
        Instant time = Instant.ofEpochSecond(second, nano);

        String json = Wire.STATE.writeValueAsString(time);

        assertThat(Wire.STATE.readValue(json, Instant.class)).isEqualTo(time);
    }

    @Test
    void aTimeOfOurDaysIsANumber() throws JsonProcessingException {
        assertThat(Wire.STATE.writeValueAsString(Instant.parse("2026-03-01T09:00:00.000000001Z")))
                .isEqualTo("1772355600000000001");
    }

    @Test
    void aTimeThatWasWrittenAsTextIsReadToo() throws JsonProcessingException {
        assertThat(Wire.STATE.readValue("\"2026-03-01T09:00:00Z\"", Instant.class))
                .isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        assertThatThrownBy(() -> Wire.STATE.readValue("\"soon\"", Instant.class))
                .isInstanceOf(JsonProcessingException.class);
    }
}
