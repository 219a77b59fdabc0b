package io.itinera.ingest.intake;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;

/** Times as senders write them, and when an event really happened. */
final class EventTime {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int WITH_SECONDS = "2026-01-31T12:00:00Z".length();
    private static final int WITH_MILLIS = "2026-01-31T12:00:00.000Z".length();

    private EventTime() {}

    /**
     * Reads ISO 8601 with or without an offset (then UTC), or a date alone.
     *
     * @return null when it is neither, or outside of the years 1970 to 9999
     */
    static Instant parse(String text) {
        Instant at = isCanonical(text) ? canonical(text) : lenient(text);
        return at == null || at.isBefore(Instant.EPOCH) || at.isAfter(LATEST) ? null : at;
    }

    /** The time as text in UTC: what the sender sent where that is in this form already, since formatting costs. */
    static String text(Instant time, String asSent) {
        return isCanonical(asSent) ? asSent : time.toString();
    }

    /**
     * When it happened by our clock: {@code receivedAt − (sentAt − happened)}, since the sender's clock may be wrong but its
     * differences are right. Never after receipt and never before 1970, whatever the sender's clock says.
     *
     * @param happened by the sender's clock, or null
     * @param sentAt by the sender's clock, or null when it must not be or cannot be corrected
     */
    static Instant corrected(Instant happened, Instant sentAt, Instant receivedAt) {
        if (happened == null) {
            return receivedAt;
        }
        Instant at = sentAt == null ? happened : receivedAt.minus(Duration.between(happened, sentAt));
        if (at.isAfter(receivedAt)) {
            return receivedAt;
        }
        return at.isBefore(Instant.EPOCH) ? Instant.EPOCH : at;
    }

    /** True for the form that JavaScript and Java write: {@code 2026-01-31T12:00:00[.000]Z}. */
    private static boolean isCanonical(String t) {
        int length = t.length();
        return (length == WITH_SECONDS || length == WITH_MILLIS && t.charAt(19) == '.')
                && t.charAt(length - 1) == 'Z'
                && t.charAt(4) == '-'
                && t.charAt(7) == '-'
                && t.charAt(10) == 'T'
                && t.charAt(13) == ':'
                && t.charAt(16) == ':';
    }

    private static Instant canonical(String t) {
        int year = digits(t, 0, 4);
        int month = digits(t, 5, 7);
        int day = digits(t, 8, 10);
        int hour = digits(t, 11, 13);
        int minute = digits(t, 14, 16);
        int second = digits(t, 17, 19);
        int millis = t.length() == WITH_MILLIS ? digits(t, 20, 23) : 0;
        if ((year | month | day | hour | minute | second | millis) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long epochDay = LocalDate.of(year, month, day).toEpochDay();
            return Instant.ofEpochMilli((((epochDay * 24 + hour) * 60 + minute) * 60 + second) * 1000 + millis);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int digits(String t, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = t.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static Instant lenient(String text) {
        try {
            if (text.indexOf('T') < 0 && text.indexOf('t') < 0 && text.indexOf(' ') < 0) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            return parsed instanceof OffsetDateTime offset
                    ? offset.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
