package io.itinera.channel.dispatch;

import io.itinera.channel.profile.ProfileLookup;
import io.itinera.contracts.SendRequest;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A message that the API asks for.
 *
 * @param profileId to whom: a profile id, or an identifier such as {@code userId:42}
 * @param channel first channel to try
 * @param template template key of that channel
 * @param purpose consent purpose
 * @param traits traits to use; the profile's own where it is absent
 * @param event values for {@code event.…}
 * @param context values for {@code context.…}
 * @param fallback channels to try in order when this one is suppressed or bounces
 * @param quietHours {@code respect}, or {@code ignore} for a message that is to go out at any hour
 * @param test true for a message that tries something out: it goes where the deployment sends those, and counts for no cap
 */
public record MessageRequest(
        @NotBlank @Size(max = 200) String profileId,
        @NotBlank String channel,
        @NotBlank @Size(max = 63) String template,
        @NotBlank @Size(max = 63) String purpose,
        Map<String, Object> traits,
        Map<String, Object> event,
        Map<String, Object> context,
        List<SendRequest.Fallback> fallback,

        @Pattern(regexp = "respect|ignore", message = "is one of respect, ignore")
        String quietHours,

        boolean test) {

    SendRequest toSend(String id, ProfileLookup.Profile profile, Instant now) {
        Map<String, Object> values = traits == null ? profile.traits() : traits;
        return new SendRequest(
                id,
                profile.id(),
                channel,
                template,
                purpose,
                null,
                now,
                values,
                event,
                context,
                fallback,
                true,
                "ignore".equals(quietHours) ? new SendRequest.Timing(null, true) : null,
                test,
                null);
    }
}
