package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.Activity;
import io.itinera.contracts.Consents;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a condition about one activity can ask: the event's properties and the profile.
 *
 * @param activity what happened
 * @param zone of the profile
 */
public record EventFacts(Activity activity, ZoneId zone) implements Facts {

    @Override
    public Instant now() {
        return activity.at();
    }

    @Override
    public Map<String, Object> values(Source source) {
        return switch (source) {
            case TRAIT -> activity.traits();
            case PROPERTY -> properties(activity);
            case SCORE -> activity.computed();
            case CONTEXT -> Map.of();
        };
    }

    @Override
    public Object value(Source source, Path path) {
        return profileOrEvent(source, path, values(source), activity.computed());
    }

    @Override
    public boolean inSegment(String segment) {
        return activity.segments().contains(segment);
    }

    @Override
    public boolean consented(String channel, String purpose) {
        return Consents.granted(activity.consents(), channel, purpose);
    }

    /** Properties of the event, empty for what is no event of the customer. */
    public static Map<String, Object> properties(Activity activity) {
        return activity.cause() instanceof Activity.Tracked tracked ? tracked.properties() : Map.of();
    }

    private static Object profileOrEvent(
            Source source, Path path, Map<String, Object> values, Map<String, Object> computed) {
        Object value = path.in(values);
        if (value != null) {
            return value;
        }
        return switch (source) {
            case TRAIT -> path.in(computed);
            case PROPERTY ->
                path.tail() != null && "event".equals(path.segments().getFirst())
                        ? path.tail().in(values)
                        : null;
            case SCORE, CONTEXT -> null;
        };
    }
}
