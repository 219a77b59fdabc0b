package io.itinera.journey.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Wire;
import io.itinera.journey.catalog.Journey;
import io.itinera.journey.catalog.JourneyProblem;
import io.itinera.journey.catalog.JourneyState;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Trigger;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.inputs.JourneyInputs;
import io.itinera.journey.profile.ProfileLookup;
import io.itinera.journey.segments.Preparations;
import io.itinera.problems.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Entries by API. What profile-service knows of the profile goes with the request, since the engine keeps nothing of a profile that is
 * in no journey.
 */
@ApplicationScoped
public class EntryRequests {

    private static final int MOST_BYTES = 32_768;
    private static final Duration REPEATS_KNOWN = Duration.ofDays(1);

    private final Journeys journeys;
    private final ProfileLookup profiles;
    private final JourneyInputs inputs;
    private final EntryRequestStore store;
    private final Preparations preparations;
    private final InstantSource clock;

    EntryRequests(
            Journeys journeys,
            ProfileLookup profiles,
            JourneyInputs inputs,
            EntryRequestStore store,
            Preparations preparations,
            InstantSource clock) {
        this.journeys = journeys;
        this.profiles = profiles;
        this.inputs = inputs;
        this.store = store;
        this.preparations = preparations;
        this.clock = clock;
    }

    /**
     * Asks for an entry; returns when Kafka has it. Whether the profile enters is the engine's to decide and to tell.
     *
     * @param key journey key
     * @param profile profile id, or an identifier such as {@code userId:42}
     * @param pointer where the request names the profile
     * @param properties what stands for an entry event's
     * @param idempotencyKey by which a repeat within a day is recognised, or null
     */
    public Asked ask(
            String key, String profile, String pointer, Map<String, Object> properties, String idempotencyKey) {
        takesEntries(key);
        small(properties);
        String id = idempotencyKey == null
                ? UUID.randomUUID().toString()
                : ProfileIds.derive("entry|" + key + "|" + idempotencyKey);
        Optional<String> before = idempotencyKey == null ? Optional.empty() : store.profileOf(id);
        if (before.isPresent()) {
            return new Asked(id, before.get());
        }
        ProfileLookup.Profile found = profiles.find(profile, pointer);
        Input.EntryRequested input = new Input.EntryRequested(
                id,
                key,
                properties,
                new Knowledge(found.traits(), found.computed(), found.consents(), found.segments()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        inputs.sendAndWait(found.id(), input);
        if (idempotencyKey != null) {
            store.add(id, found.id(), input.at());
        }
        return new Asked(id, found.id());
    }

    private void takesEntries(String key) {
        Journey journey = journeys.get(key);
        if (journey.state() != JourneyState.LIVE) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_STATE,
                    "only a live journey takes entries; it is %s"
                            .formatted(journey.state().wire()));
        }
        Journey.Version version = inUse(journey);
        if (!(JourneyDefinitions.read(version.definition()).entry().on() instanceof Trigger.Asked)) {
            throw new ProblemException(
                    JourneyProblem.JOURNEY_STATE,
                    "the journey is not entered by API: its entry has no {\"api\": true}");
        }
    }

    /** The newest version that does not wait for its segments. */
    private Journey.Version inUse(Journey journey) {
        Journey.Version newest = journeys.version(journey.key(), journey.currentVersion());
        Preparations.Usable usable = preparations.of(journey.key());
        return usable.from(newest.version(), newest.publishedAt()).isPresent()
                ? newest
                : journeys.versions(journey.key()).reversed().stream()
                        .filter(v -> usable.from(v.version(), v.publishedAt()).isPresent())
                        .findFirst()
                        .orElseThrow(() -> new ProblemException(
                                JourneyProblem.JOURNEY_STATE,
                                "the journey is not in use yet: profile-service fills the segments that it needs"));
    }

    private static void small(Map<String, Object> properties) {
        try {
            if (Wire.JSON.writeValueAsBytes(properties).length > MOST_BYTES) {
                throw ProblemException.invalid("/properties", "is more than %d bytes of JSON".formatted(MOST_BYTES));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is JSON", e);
        }
    }

    @Scheduled(every = "1h", delayed = "1m")
    void forget() {
        store.deleteBefore(clock.instant().minus(REPEATS_KNOWN));
    }

    /**
     * A request that Kafka has.
     *
     * @param request its id, which the entry's explanation names
     * @param profileId whom it is for
     */
    public record Asked(String request, String profileId) {}
}
