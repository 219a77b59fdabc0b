package io.itinera.journey.topology;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What can be told of an activity without binding all of it: enough to know that no journey listens. Most activities of most
 * profiles concern no journey; for these, reading a few tokens is all the work there is.
 */
final class ActivityGlance {

    private static final JsonFactory JSON = Wire.JSON.getFactory();

    private ActivityGlance() {}

    /**
     * The activity with its tracked event's type and name and its segment changes, and nothing else.
     *
     * @return null when only the whole activity tells what it is
     * @throws SerializationException when the bytes are not a JSON object
     */
    static Activity of(String profileId, byte[] bytes) {
        if (bytes == null) {
            throw new SerializationException("an activity is not empty");
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new SerializationException("an activity is a JSON object");
            }
            Activity.Tracked tracked = null;
            List<Activity.SegmentChange> changes = List.of();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "cause" -> tracked = tracked(json);
                    case "segmentChanges" -> changes = changes(json);
                    default -> json.skipChildren();
                }
            }
            return tracked == null
                    ? null
                    : new Activity(null, profileId, null, tracked, null, null, null, null, changes);
        } catch (IOException e) {
            throw new SerializationException("not an Activity: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw new SerializationException("not an Activity: its event type is not known");
        }
    }

    private static Activity.Tracked tracked(JsonParser json) throws IOException {
        String kind = null;
        EventType type = null;
        String name = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new SerializationException("an activity's cause is a JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "kind" -> kind = json.getValueAsString();
                case "type" -> type = json.getValueAsString() == null ? null : EventType.of(json.getValueAsString());
                case "name" -> name = json.getValueAsString();
                default -> json.skipChildren();
            }
        }
        return "tracked".equals(kind) && type != null ? new Activity.Tracked(type, name, null, null, null, null) : null;
    }

    private static List<Activity.SegmentChange> changes(JsonParser json) throws IOException {
        List<Activity.SegmentChange> changes = new ArrayList<>();
        if (json.currentToken() == JsonToken.START_ARRAY) {
            while (json.nextToken() == JsonToken.START_OBJECT) {
                changes.add(json.readValueAs(Activity.SegmentChange.class));
            }
        }
        return changes;
    }
}
