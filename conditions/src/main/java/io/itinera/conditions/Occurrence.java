package io.itinera.conditions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the {@code where} of a count can ask of one event: its properties, as {@code total} or, spelled out, as {@code event.total}.
 *
 * @param properties of the event
 * @param now when it came in
 * @param zone in which its days are
 */
public record Occurrence(Map<String, Object> properties, Instant now, ZoneId zone) implements Facts {

    @Override
    public Map<String, Object> values(Source source) {
        return source == Source.PROPERTY ? properties : Map.of();
    }

    @Override
    public Object value(Source source, Path path) {
        Object value = path.in(values(source));
        boolean spelledOut = value == null
                && path.tail() != null
                && "event".equals(path.segments().getFirst());
        return spelledOut ? path.tail().in(values(source)) : value;
    }
}
