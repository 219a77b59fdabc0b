package io.itinera.contracts;

import java.time.Instant;
import java.util.Map;

/**
 * One accepted event: the value on {@link Topics#EVENTS}. At least one of {@code profileId}, {@code userId} and
 * {@code anonymousId} is present. Absent parts are null, absent maps empty.
 *
 * @param messageId unique per event; a repeat within the de-duplication window has no effect
 * @param type the tracking call
 * @param name event name of a track, page or screen name where given
 * @param userId the customer's id in the sender's system
 * @param anonymousId the device's id
 * @param previousId the id that an alias replaces
 * @param groupId the account of a group call
 * @param profileId set only by the suite's own services, which know the profile already
 * @param properties what a track, page or screen says
 * @param traits what an identify or group says
 * @param context the sender's surroundings, see the Segment common fields
 * @param timestamp when it happened, corrected for the sender's clock: receivedAt − (sentAt − originalTimestamp)
 * @param originalTimestamp when it happened by the sender's clock
 * @param sentAt when it was sent by the sender's clock
 * @param receivedAt when intake accepted it; the record's Kafka timestamp, and the suite's logical time
 * @param source name of the write key, or the service that wrote it
 */
public record SourceEvent(
        String messageId,
        EventType type,
        String name,
        String userId,
        String anonymousId,
        String previousId,
        String groupId,
        String profileId,
        Map<String, Object> properties,
        Map<String, Object> traits,
        Map<String, Object> context,
        Instant timestamp,
        Instant originalTimestamp,
        Instant sentAt,
        Instant receivedAt,
        String source) {

    /** Name in {@code context} of what the suite itself is told of an event. */
    public static final String OWN_CONTEXT = "itinera";

    /** Name in that of whether journeys act on the event: false for what is told for the record only. */
    public static final String JOURNEYS = "journeys";

    public SourceEvent {
        properties = properties == null ? Map.of() : properties;
        traits = traits == null ? Map.of() : traits;
        context = context == null ? Map.of() : context;
    }

    /** The identifier that the event is keyed by: profile id, else user id, else anonymous id. */
    public Identifier primary() {
        if (profileId != null) {
            return new Identifier(Identifier.Kind.PROFILE, profileId);
        }
        return userId != null
                ? new Identifier(Identifier.Kind.USER, userId)
                : new Identifier(Identifier.Kind.ANONYMOUS, anonymousId);
    }

    /** The Kafka key. */
    public String key() {
        return primary().text();
    }
}
