package io.itinera.journey.trial.delivery;

import io.itinera.contracts.SendRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that was asked for, as far as it matters to whether it goes out.
 *
 * @param instance that asked for it, or null
 * @param channel first channel to try
 * @param fallback channels to try when it does not go out there
 * @param purpose consent purpose
 * @param zone the customer's zone, or null
 * @param anyHour true when quiet hours do not hold for it
 * @param keep true when it goes out even after its instance has ended
 */
public record Letter(
        String instance,
        String channel,
        List<String> fallback,
        String purpose,
        String zone,
        boolean anyHour,
        boolean keep) {

    public Letter {
        fallback = fallback == null ? List.of() : fallback;
    }

    /** What is asked of channel-service. */
    public static Letter of(SendRequest request) {
        Object zone = request.timing() == null || request.timing().zone() == null
                ? request.traits().get("timezone")
                : request.timing().zone();
        return new Letter(
                request.journey() == null ? null : request.journey().instance(),
                request.channel(),
                request.fallback().stream().map(SendRequest.Fallback::channel).toList(),
                request.purpose(),
                zone instanceof String name ? name : null,
                request.ignoresQuietHours(),
                request.keep());
    }

    /** The same by the next channel. */
    public Optional<Letter> next() {
        return fallback.isEmpty()
                ? Optional.empty()
                : Optional.of(new Letter(
                        instance,
                        fallback.getFirst(),
                        fallback.subList(1, fallback.size()),
                        purpose,
                        zone,
                        anyHour,
                        keep));
    }

    /**
     * A letter on its way.
     *
     * @param letter what it is
     * @param askedAt when it was asked for, by this channel
     * @param counted true when it is reported
     * @param diverted true when another channel was tried before
     * @param due when it is looked at again
     */
    public record Waiting(Letter letter, Instant askedAt, boolean counted, boolean diverted, Instant due) {

        /** The same, to be looked at then. */
        public Waiting until(Instant later) {
            return new Waiting(letter, askedAt, counted, diverted, later);
        }
    }
}
