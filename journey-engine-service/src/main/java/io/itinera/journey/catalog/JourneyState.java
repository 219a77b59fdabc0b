package io.itinera.journey.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.itinera.contracts.PublishedJourney;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Life of a journey, from its first draft on. */
public enum JourneyState {
    /** Never published. */
    DRAFT(null),
    /** Takes entries. */
    LIVE(PublishedJourney.State.LIVE),
    /** Paused: takes no entries, and instances go on. */
    DRAINING(PublishedJourney.State.DRAINING),
    /** Paused: takes no entries, and instances stand still. */
    HELD(PublishedJourney.State.HELD),
    /** Over for ever. */
    ARCHIVED(PublishedJourney.State.ARCHIVED);

    private final PublishedJourney.State published;

    JourneyState(PublishedJourney.State published) {
        this.published = published;
    }

    /** The state that the engine sees; empty as long as it sees nothing. */
    Optional<PublishedJourney.State> published() {
        return Optional.ofNullable(published);
    }

    /** The lower-case name used in JSON and in the database. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @param wire a lower-case name
     * @throws IllegalArgumentException when there is no such state
     */
    @JsonCreator
    public static JourneyState of(String wire) {
        return Arrays.stream(values())
                .filter(s -> s.wire().equals(wire))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("state is '%s', expected one of %s"
                        .formatted(
                                wire,
                                Arrays.stream(values()).map(JourneyState::wire).collect(Collectors.joining(", ")))));
    }
}
