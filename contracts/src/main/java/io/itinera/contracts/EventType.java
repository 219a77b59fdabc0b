package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The calls of the Segment tracking API. A CloudEvent and an event emitted by a journey are a {@link #TRACK}. */
public enum EventType {
    IDENTIFY,
    TRACK,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** The lower-case name used in JSON and in paths. */
    @JsonValue
    public String wire() {
        return wire;
    }

    /**
     * @param wire a lower-case name
     * @throws IllegalArgumentException when there is no such type
     */
    @JsonCreator
    public static EventType of(String wire) {
        return switch (wire) {
            case "identify" -> IDENTIFY;
            case "track" -> TRACK;
            case "page" -> PAGE;
            case "screen" -> SCREEN;
            case "group" -> GROUP;
            case "alias" -> ALIAS;
            default ->
                throw new IllegalArgumentException(
                        "type is '" + wire + "', expected one of identify, track, page, screen, group, alias");
        };
    }
}
