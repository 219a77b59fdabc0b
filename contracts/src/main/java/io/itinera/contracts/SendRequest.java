package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to deliver one message to one profile: the value on {@link Topics#SENDS}, keyed by profile id. It carries all that
 * its delivery needs, so that no service is asked per message but consent-service, in bulk.
 *
 * @param id pure function of (instance, step, visit): a repeat is the same message
 * @param profileId to whom
 * @param channel first channel to try: {@code email}, {@code webhook}, …
 * @param template template key of that channel
 * @param purpose consent purpose, such as {@code marketing} or {@code transactional}
 * @param journey the step that asks, or null when the API asks
 * @param requestedAt logical time of the step
 * @param traits the profile's traits at that time, for address and template
 * @param event properties of the event that entered the journey or ended the last wait
 * @param context journey context (webhook answers, task outcomes)
 * @param fallback channels to try in order when this one is suppressed, bounces or has no address
 * @param keep true when the message is to go out even after its instance has ended
 * @param timing what the time of its delivery depends on, or null where nothing is known of it
 * @param test true when it is for somebody who tries a journey out: channel-service decides whether it really goes out, and it counts
 *     nowhere among people's; left out where it is false
 * @param offer key of the offer that the message makes, by whatever channel, or null for none
 */
public record SendRequest(
        String id,
        String profileId,
        String channel,
        String template,
        String purpose,
        JourneyRef journey,
        Instant requestedAt,
        Map<String, Object> traits,
        Map<String, Object> event,
        Map<String, Object> context,
        List<Fallback> fallback,
        boolean keep,
        Timing timing,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean test,
        String offer) {

    public SendRequest {
        traits = traits == null ? Map.of() : traits;
        event = event == null ? Map.of() : event;
        context = context == null ? Map.of() : context;
        fallback = fallback == null ? List.of() : fallback;
    }

    /** The next channel to try, as a message of its own whose id follows from this one's. */
    public Optional<SendRequest> next() {
        if (fallback.isEmpty()) {
            return Optional.empty();
        }
        Fallback first = fallback.getFirst();
        return Optional.of(new SendRequest(
                nextId(id, first.channel()),
                profileId,
                first.channel(),
                first.template(),
                purpose,
                journey,
                requestedAt,
                traits,
                event,
                context,
                fallback.subList(1, fallback.size()),
                keep,
                timing,
                test,
                offer));
    }

    /** Id of the message that is tried by {@code channel} after the message {@code id}. */
    public static String nextId(String id, String channel) {
        return ProfileIds.derive(id + "|" + channel);
    }

    /** True when the message is to go out at any hour. */
    public boolean ignoresQuietHours() {
        return timing != null && timing.ignoreQuietHours();
    }

    /** Another channel and its template. */
    public record Fallback(String channel, String template) {}

    /**
     * What the time of delivery depends on.
     *
     * @param zone the zone that the profile is in, as the journey knows it; null where neither the profile nor the journey says
     * @param ignoreQuietHours true when the message is to go out at any hour
     */
    public record Timing(
            String zone,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean ignoreQuietHours) {}
}
