package io.itinera.journey.calls;

import java.time.Duration;
import java.util.Optional;

/** What became of one call. */
sealed interface Result {

    /**
     * The endpoint answered with a 2xx.
     *
     * @param body as it came, or null where it was no JSON
     */
    record Answered(int status, Object body) implements Result {}

    /** It makes no sense to call again. */
    record Refused(String failure, Integer status) implements Result {}

    /**
     * Calling again may help.
     *
     * @param retryAfter when the endpoint wants that
     */
    record NotNow(String failure, Integer status, Optional<Duration> retryAfter) implements Result {
        NotNow(String failure) {
            this(failure, null, Optional.empty());
        }
    }
}
