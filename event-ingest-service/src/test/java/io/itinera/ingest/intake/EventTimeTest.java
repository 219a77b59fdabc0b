package io.itinera.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    private static final Instant RECEIVED = Instant.parse("2026-05-01T12:00:00Z");

    @Property
    void aWrongSenderClockDoesNotMoveTheEvent(
            @ForAll @LongRange(min = -50_000_000_000L, max = 50_000_000_000L) long clockError,
            @ForAll @LongRange(min = 0, max = 1_000_000_000L) long age) {
        Instant sentAt = RECEIVED.plusMillis(clockError);
        Instant happened = sentAt.minusMillis(age);

        assertThat(EventTime.corrected(happened, sentAt, RECEIVED)).isEqualTo(RECEIVED.minusMillis(age));
    }

    @Property
    void theResultIsNeverAfterReceiptAndNeverBefore1970(
            @ForAll("times") Instant happened, @ForAll("times") Instant sentAt) {
        assertThat(EventTime.corrected(happened, sentAt, RECEIVED)).isBetween(Instant.EPOCH, RECEIVED);
        assertThat(EventTime.corrected(happened, null, RECEIVED)).isBetween(Instant.EPOCH, RECEIVED);
    }

    @Property
    void readsBackWhatItsJavaFormSays(@ForAll("times") Instant time) {
        assertThat(EventTime.parse(time.toString())).isEqualTo(time);
    }

    @Property
    void readsAnyOffset(@ForAll("times") Instant time, @ForAll @LongRange(min = -17, max = 17) long hours) {
        String text = time.atOffset(ZoneOffset.ofHours((int) hours)).toString();

        Instant parsed = EventTime.parse(text);
        assertThat(parsed == null || parsed.equals(time)).isTrue();
    }

    @Property
    void neverFailsOnText(@ForAll String text) {
        Instant parsed = EventTime.parse(text);

        assertThat(parsed == null || !parsed.isBefore(Instant.EPOCH)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:00:00Z, 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00.123Z, 2026-01-31T12:00:00.123Z",
        "2026-01-31T12:00:00.123456+02:00, 2026-01-31T10:00:00.123456Z",
        "2026-01-31T12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31 12:00:00, 2026-01-31T12:00:00Z",
        "2026-01-31, 2026-01-31T00:00:00Z"
    })
    void readsTheFormsThatSendersWrite(String text, Instant expected) {
        assertThat(EventTime.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-02-30T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:00:0xZ",
                "1969-12-31T23:59:59Z",
                "+12026-01-31T12:00:00Z",
                "1767225600000"
            })
    void readsNothingElse(String text) {
        assertThat(EventTime.parse(text)).isNull();
    }

    @Test
    void anEventWithoutATimeHappenedWhenItWasReceived() {
        assertThat(EventTime.corrected(null, RECEIVED.minus(Duration.ofDays(1)), RECEIVED))
                .isEqualTo(RECEIVED);
    }

    @Provide
    Arbitrary<Instant> times() {
        return Arbitraries.longs().between(0, 253_402_300_799_000L).map(Instant::ofEpochMilli);
    }
}
