package io.itinera.journey.topology;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.Wire;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What can be told of an activity without binding all of it: enough to know that no journey listens, and that nothing is known of the
 * profile that was not known before. Most activities of most profiles concern no journey; for these, reading tokens is all the work
 * there is.
 *
 * @param event the activity with its time, its tracked event's type and name, its segments and their changes, and nothing else; null
 *     when only the whole activity tells what it is
 * @param said what it says of the profile; null where that is not in the form that a writer gives it
 */
record ActivityGlance(Activity event, Said said) {

    private static final JsonFactory JSON = Wire.JSON.getFactory();

    /**
     * Looks at an activity of a profile.
     *
     * @throws SerializationException when the bytes are not a JSON object
     */
    static ActivityGlance of(String profileId, byte[] bytes) {
        if (bytes == null) {
            throw new SerializationException("an activity is not empty");
        }
        try (JsonParser json = JSON.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new SerializationException("an activity is a JSON object");
            }
            Reading reading = new Reading(bytes);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                reading.field(field, json);
            }
            return reading.glance(profileId);
        } catch (IOException e) {
            throw new SerializationException("not an Activity: " + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            throw new SerializationException("not an Activity: its event type is not known");
        }
    }

    /** Whether it is whole enough to be passed over: what has no id, no time or another profile is looked at again. */
    boolean isWhole() {
        return event != null && said != null && event.id() != null && event.at() != null;
    }

    /** The fields as they come. */
    private static final class Reading {

        private final Said said;
        private boolean wellSaid = true;
        private String id;
        private String profile;
        private Instant at;
        private Activity.Tracked tracked;
        private Set<String> segments = Set.of();
        private List<Activity.SegmentChange> changes = List.of();

        Reading(byte[] bytes) {
            said = new Said(bytes);
        }

        void field(String name, JsonParser json) throws IOException {
            switch (name) {
                case "id" -> id = json.getValueAsString();
                case "profileId" -> profile = json.getValueAsString();
                case "at" -> at = time(json);
                case "cause" -> tracked = tracked(json);
                case "traits" -> say(Said.TRAITS, json);
                case "computed" -> say(Said.COMPUTED, json);
                case "consents" -> say(Said.CONSENTS, json);
                case "segments" -> segments(json);
                case "segmentChanges" -> changes = changes(json);
                default -> json.skipChildren();
            }
        }

        private void say(int part, JsonParser json) throws IOException {
            int start = (int) json.currentTokenLocation().getByteOffset();
            wellSaid &= json.currentToken() == JsonToken.START_OBJECT;
            json.skipChildren();
            said.part(part, start, (int) json.currentLocation().getByteOffset());
        }

        private void segments(JsonParser json) throws IOException {
            int start = (int) json.currentTokenLocation().getByteOffset();
            if (json.currentToken() != JsonToken.START_ARRAY) {
                wellSaid = false;
                json.skipChildren();
                return;
            }
            segments = new HashSet<>();
            while (json.nextToken() == JsonToken.VALUE_STRING) {
                segments.add(json.getText());
            }
            if (json.currentToken() != JsonToken.END_ARRAY) {
                throw new SerializationException("an activity's segments are texts");
            }
            said.part(Said.SEGMENTS, start, (int) json.currentLocation().getByteOffset());
        }

        ActivityGlance glance(String profileId) {
            boolean own = profileId.equals(profile);
            Activity event = tracked == null
                    ? null
                    : new Activity(own ? id : null, profileId, at, tracked, null, null, null, segments, changes);
            return new ActivityGlance(event, wellSaid ? said : null);
        }
    }

    private static Instant time(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return null;
        }
        try {
            return Instant.parse(json.getText());
        } catch (DateTimeParseException e) {
            return null;
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
