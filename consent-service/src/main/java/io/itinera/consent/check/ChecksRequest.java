package io.itinera.consent.check;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * Messages that somebody wants to send.
 *
 * @param checks 1 to 1,000
 */
public record ChecksRequest(@NotEmpty @Size(max = 1000) List<@Valid @NotNull Item> checks) {

    /**
     * One message.
     *
     * @param id the caller's name for this check; comes back in the answer
     * @param profileId whose consent is asked for
     * @param channel the message's channel
     * @param purpose the message's purpose
     * @param address where it would go; without one, suppressed addresses are not looked at
     * @param messageId the message; is in the receipt and behind the links
     */
    public record Item(
            @NotBlank @Size(max = 200) String id,
            @NotNull UUID profileId,

            @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{0,31}", message = "must be a channel such as email")
            String channel,

            @NotBlank @Size(max = 64) String purpose,
            @Size(min = 1, max = 320) String address,
            @Size(min = 1, max = 200) String messageId) {}
}
