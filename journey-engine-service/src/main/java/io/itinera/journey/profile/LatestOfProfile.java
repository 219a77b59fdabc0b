package io.itinera.journey.profile;

import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** What somebody who deals with a profile wants to see of it: its scores, and what it did last. */
@ApplicationScoped
public class LatestOfProfile {

    private static final Logger LOG = Logger.getLogger(LatestOfProfile.class);

    private static final int ENTRIES = 100;
    private static final int EVENTS = 20;

    /** Causes that the profile brought about itself, or that a message did. */
    private static final Set<String> TOLD = Set.of("tracked", "message");

    private final ProfileLookup profiles;
    private final ProfileClient client;

    LatestOfProfile(ProfileLookup profiles, @RestClient ProfileClient client) {
        this.profiles = profiles;
        this.client = client;
    }

    /**
     * What is known.
     *
     * @param computed computed traits, or null where profile-service does not know the profile or does not answer
     * @param events the newest first, or null where the same holds
     */
    public record Latest(Map<String, Object> computed, List<Event> events) {

        private static final Latest UNKNOWN = new Latest(null, null);
    }

    /**
     * Something that happened.
     *
     * @param at when the suite received what caused it
     * @param cause as on the topic {@code activity}: {@code kind} is tracked or message
     */
    public record Event(Instant at, Map<String, Object> cause) {}

    /** What is known now. */
    public Latest of(String profileId) {
        try {
            Map<String, Object> computed = profiles.find(profileId, "/id").computed();
            return new Latest(
                    computed,
                    client.timeline(profileId, ENTRIES).items().stream()
                            .filter(entry -> entry.cause() != null
                                    && TOLD.contains(
                                            String.valueOf(entry.cause().get("kind"))))
                            .limit(EVENTS)
                            .map(entry -> new Event(entry.at(), entry.cause()))
                            .toList());
        } catch (ProblemException | WebApplicationException | ProcessingException e) {
            LOG.warnf("told without what the profile did last, profile-service says: %s", e.getMessage());
            return Latest.UNKNOWN;
        }
    }
}
