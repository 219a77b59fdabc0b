package io.itinera.conditions;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A point in time as people write it: exact, local, or relative to now. */
sealed interface TimePoint {

    /** The instant that it means. */
    Instant at(Instant now, ZoneId zone);

    /** The point in time in plain words. */
    String words();

    /** With an offset or Z. */
    record Exact(Instant instant) implements TimePoint {
        @Override
        public Instant at(Instant now, ZoneId zone) {
            return instant;
        }

        @Override
        public String words() {
            return instant.toString();
        }
    }

    /** On the profile's own clock; a date alone is its first moment. */
    record Local(LocalDateTime time) implements TimePoint {
        @Override
        public Instant at(Instant now, ZoneId zone) {
            return Span.instant(time, zone);
        }

        @Override
        public String words() {
            return time.toLocalTime().equals(LocalTime.MIDNIGHT)
                    ? time.toLocalDate().toString()
                    : time.toLocalDate() + " " + time.toLocalTime() + " local time";
        }
    }

    /** So long after now, or before it. */
    record Relative(Span span) implements TimePoint {
        @Override
        public Instant at(Instant now, ZoneId zone) {
            return span.after(now, zone);
        }

        @Override
        public String words() {
            return Words.fromNow(span);
        }
    }

    /** Reads a time or a date, ISO 8601; null where the text is neither. */
    static TimePoint read(String text) {
        if (text.length() < 10 || text.length() > 40 || text.charAt(4) != '-') {
            return null;
        }
        try {
            if (text.length() == 10) {
                return new Local(LocalDate.parse(text).atStartOfDay());
            }
            return hasOffset(text)
                    ? new Exact(OffsetDateTime.parse(text).toInstant())
                    : new Local(LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Reads what {@link #read} reads, and durations. */
    static TimePoint readConstant(String text) {
        if (text.startsWith("P") || text.startsWith("-P")) {
            try {
                return new Relative(Span.parse(text));
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        return read(text);
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
    }
}
