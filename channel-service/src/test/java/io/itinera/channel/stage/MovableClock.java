package io.itinera.channel.stage;

import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** A clock that goes on by itself, and that a test can set forward. */
@Alternative
@Singleton
public class MovableClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** It is this time now; never earlier than it was. */
    public void set(Instant time) {
        Duration next = Duration.between(Instant.now(), time);
        if (next.compareTo(ahead) < 0) {
            throw new IllegalArgumentException("the clock does not go back");
        }
        ahead = next;
    }

    /** The service with this clock. */
    public static class Profile implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(MovableClock.class);
        }
    }
}
