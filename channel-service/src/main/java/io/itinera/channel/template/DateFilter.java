package io.itinera.channel.template;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.BiFunction;
import liqp.TemplateContext;
import liqp.filters.Filter;

/**
 * {@code {{ event.at | date: "%d %B %Y, %H:%M" }}} in the profile's zone, or in the one given as second parameter. Takes ISO
 * 8601 text and seconds or milliseconds since 1970; what is no date stays as it is. There is no {@code now}: a message says
 * the same however late it is rendered.
 */
final class DateFilter extends Filter {

    private static final long MILLIS_FROM = 100_000_000_000L;

    private static final List<BiFunction<String, ZoneId, ZonedDateTime>> FORMS = List.of(
            (text, zone) -> OffsetDateTime.parse(text).atZoneSameInstant(zone),
            (text, zone) -> ZonedDateTime.parse(text).withZoneSameInstant(zone),
            (text, zone) -> LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone),
            (text, zone) -> LocalDate.parse(text).atStartOfDay(zone));

    private final Filter formatter;

    DateFilter(Filter formatter) {
        super("date");
        this.formatter = formatter;
    }

    @Override
    public Object apply(Object value, TemplateContext context, Object... params) {
        ZonedDateTime at = read(value, zone(params));
        return at == null || params.length == 0 ? value : formatter.apply(at, context, params[0]);
    }

    private static ZoneId zone(Object... params) {
        if (params.length < 2 || params[1] == null) {
            return Rendering.current().zone();
        }
        try {
            return ZoneId.of(params[1].toString());
        } catch (DateTimeException e) {
            return Rendering.current().zone();
        }
    }

    private static ZonedDateTime read(Object value, ZoneId zone) {
        if (value instanceof Number number) {
            long n = number.longValue();
            return (Math.abs(n) < MILLIS_FROM ? Instant.ofEpochSecond(n) : Instant.ofEpochMilli(n)).atZone(zone);
        }
        if (value == null) {
            return null;
        }
        String text = value.toString().strip();
        for (BiFunction<String, ZoneId, ZonedDateTime> form : FORMS) {
            try {
                return form.apply(text, zone);
            } catch (DateTimeException e) {
                continue;
            }
        }
        return null;
    }
}
