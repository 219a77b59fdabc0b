package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days are the calendar's, hours are exact, and daylight saving never makes a time that does not exist. */
class SpanTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aDayIsACalendarDayAnd24HoursAreExactWhenClocksGoForward() {
        Instant dayBefore = Instant.parse("2026-03-28T11:00:00Z");

        assertThat(Span.parse("P1D").after(dayBefore, BERLIN)).isEqualTo("2026-03-29T10:00:00Z");
        assertThat(Span.parse("PT24H").after(dayBefore, BERLIN)).isEqualTo("2026-03-29T11:00:00Z");
    }

    @Test
    void aDayIsACalendarDayAnd24HoursAreExactWhenClocksGoBack() {
        Instant dayBefore = Instant.parse("2026-10-24T10:00:00Z");

        assertThat(Span.parse("P1D").after(dayBefore, BERLIN)).isEqualTo("2026-10-25T11:00:00Z");
        assertThat(Span.parse("PT24H").after(dayBefore, BERLIN)).isEqualTo("2026-10-25T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // Berlin skips 02:00–03:00, New York skips 02:00–03:00, Lord Howe skips 02:00–02:30
        "Europe/Berlin,       2026-03-29T02:30:00, 2026-03-29T01:00:00Z",
        "America/New_York,    2026-03-08T02:30:00, 2026-03-08T07:00:00Z",
        "Australia/Lord_Howe, 2026-10-04T02:15:00, 2026-10-03T15:30:00Z",
        // 02:30 occurs twice in Berlin, 01:30 in New York, 01:45 in Lord Howe: the first one counts
        "Europe/Berlin,       2026-10-25T02:30:00, 2026-10-25T00:30:00Z",
        "America/New_York,    2026-11-01T01:30:00, 2026-11-01T05:30:00Z",
        "Australia/Lord_Howe, 2026-04-05T01:45:00, 2026-04-04T14:45:00Z",
    })
    void aSkippedTimeMovesToTheFirstValidInstantAndARepeatedOneMeansTheFirst(
            String zone, LocalDateTime local, Instant expected) {
        assertThat(Span.instant(local, ZoneId.of(zone))).isEqualTo(expected);
    }

    @Test
    void theCalendarPartComesBeforeTheExactPart() {
        Instant start = Instant.parse("2026-03-28T11:00:00Z");

        assertThat(Span.parse("P1DT2H").after(start, BERLIN)).isEqualTo("2026-03-29T12:00:00Z");
    }

    @Test
    void aMonthAfterTheLastOfJanuaryIsTheLastOfFebruary() {
        assertThat(Span.parse("P1M").after(Instant.parse("2026-01-31T08:00:00Z"), ZoneOffset.UTC))
                .isEqualTo("2026-02-28T08:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P", "PT", "1D", "P1", "P1DT", "-", "soon", "P1H", "PT1D", "P99999999999D", "PT1H30"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> Span.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an ISO 8601 duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P101Y", "P1201M", "P40000D", "-P101Y", "PT900000H", "P999999999Y"})
    void refusesMoreThanACentury(String text) {
        assertThatThrownBy(() -> Span.parse(text)).hasMessageContaining("expected at most 100 years");
    }

    @Property
    void whatIsWrittenReadsBack(@ForAll @IntRange(max = 400) int days, @ForAll @IntRange(max = 100_000) int seconds) {
        Span span = Span.parse("P%dDT%dS".formatted(days, seconds));

        assertThat(Span.parse(span.toString())).isEqualTo(span);
        assertThat(Span.parse("-P%dDT%dS".formatted(days, seconds))).isEqualTo(span.negated());
        assertThat(Span.parse(span.negated().toString())).isEqualTo(span.negated());
    }
}
