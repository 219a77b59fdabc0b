package io.itinera.consent.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The knobs of consent-service. */
@ConfigMapping(prefix = "itinera.consent")
public interface ConsentConfig {

    /** What messages can be for, by name. A purpose that is not here is never allowed. */
    @NotEmpty
    Map<String, Purpose> purposes();

    /** Where customers reach this service: the start of each unsubscribe and preference link. Must be https outside of a laptop. */
    @WithDefault("http://localhost:8084")
    URI publicUrl();

    /** Secret that signs links and receipts, at least 32 characters. Changing it breaks links in sent mail, unless it stays in previous-link-secrets. */
    @Size(min = 32)
    String linkSecret();

    /** Secrets that were used before and whose links and receipts are still good. */
    Optional<List<@Size(min = 32) String>> previousLinkSecrets();

    /** How consent states go to Kafka. */
    Outbox outbox();

    /** One purpose. */
    interface Purpose {

        /** True when a message needs the customer's yes; false when only a no or a suppressed address stops it. */
        boolean optIn();

        /** What customers read on the preference page; default is the name. */
        Optional<String> title();

        /** One sentence for customers on the preference page. */
        Optional<String> description();
    }

    /** The outbox. */
    interface Outbox {

        /** How often states that another replica left behind are looked for; own changes go out at once. */
        @WithDefault("1s")
        Duration poll();

        /** Most states sent in one go; more means fewer round trips and more memory. */
        @WithDefault("500")
        @Min(1)
        int batch();

        /** How long Kafka may take to acknowledge a state before it is tried again. */
        @WithDefault("15s")
        Duration deliveryTimeout();
    }
}
