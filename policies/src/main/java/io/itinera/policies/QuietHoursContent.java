package io.itinera.policies;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.conditions.DayPart;
import io.itinera.problems.ProblemException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Quiet hours as they are written.
 *
 * @param channel the channel that they hold for; any where it is absent
 * @param purpose the consent purpose that they hold for; any where it is absent
 * @param from local time at which they begin, such as {@code 22:00}
 * @param to local time at which they end; on the day after where it is not later than {@code from}
 * @param days days of the week on which they begin, {@code monday} to {@code sunday}; all where it is absent
 * @param zone zone of customers of whom none is known; UTC where it is absent
 * @param policy {@code defer}, which is the default, or {@code drop}
 * @param atMost how long a message may be put off, ISO 8601; later it is dropped. The service's setting where it is absent
 * @param transactional true when they also hold for transactional messages
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuietHoursContent(
        @Size(min = 1, max = 63) String channel,
        @Size(min = 1, max = 63) String purpose,
        @NotBlank @Size(max = 20) String from,
        @NotBlank @Size(max = 20) String to,
        @Size(max = 7) List<String> days,
        @Size(max = 60) String zone,
        Handling.Action policy,
        @Size(max = 40) String atMost,
        boolean transactional) {

    public QuietHoursContent {
        policy = policy == null ? Handling.Action.DEFER : policy;
    }

    /**
     * The quiet hours that are meant.
     *
     * @param key the policy's key
     * @param longestWait how long a message may be put off where {@code atMost} is absent
     * @throws ProblemException 422 when a time, a day or the zone is none, or when there is no other time left
     */
    public QuietHours toQuietHours(String key, Duration longestWait) {
        DayPart hours = new DayPart(weekDays(), time("/from", from), time("/to", to));
        boolean everyDay = hours.days().isEmpty() || hours.days().size() == DayOfWeek.values().length;
        if (everyDay && hours.from().equals(hours.to())) {
            throw ProblemException.invalid("/to", "is the same as from on every day, which leaves no time to send");
        }
        return new QuietHours(
                key,
                new Scope(channel, purpose, transactional),
                hours,
                defaultZone(),
                new Handling(policy, Waits.read(atMost, longestWait)));
    }

    private static LocalTime time(String pointer, String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(pointer, "is '" + text + "', expected a time such as 22:00");
        }
    }

    private Set<DayOfWeek> weekDays() {
        Set<DayOfWeek> read = EnumSet.noneOf(DayOfWeek.class);
        for (String day : days == null ? List.<String>of() : days) {
            try {
                read.add(DayOfWeek.valueOf(String.valueOf(day).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                throw ProblemException.invalid("/days", "is '" + day + "', expected monday, tuesday, … sunday");
            }
        }
        return read;
    }

    private ZoneId defaultZone() {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw ProblemException.invalid("/zone", "is '" + zone + "', expected a time zone such as Europe/Berlin");
        }
    }
}
