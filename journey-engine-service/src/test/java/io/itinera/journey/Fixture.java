package io.itinera.journey;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.ProfileIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Journeys and activities that several tests use. */
public final class Fixture {

    private Fixture() {}

    /** A cart journey that listens for its own event: waits, then asks for a mail; a purchase ends it. */
    public static String cart(String key, String wait) {
        return """
                {"key": "%s", "name": "Cart", "entry": {"on": {"event": "%s"}, "reentry": {"mode": "after-exit"}},
                 "exits": [{"key": "bought", "on": {"event": "Order Completed"}}],
                 "start": "pause",
                 "steps": {
                   "pause": {"type": "wait", "for": "%s", "next": "mail"},
                   "mail": {"type": "send", "channel": "email", "template": "cart", "purpose": "marketing", "next": "end"},
                   "end": {"type": "exit"}}}
                """.formatted(key, trigger(key), wait);
    }

    /** The event that enters the cart journey of that key. */
    public static String trigger(String key) {
        return "Cart Updated in " + key;
    }

    /** The id of a profile. */
    public static String profile(String user) {
        return ProfileIds.derive("userId:" + user);
    }

    /** Somebody did something. */
    public static Activity did(String profileId, String event, Instant at) {
        return new Activity(
                event + at.toEpochMilli(),
                profileId,
                at,
                new Activity.Tracked(EventType.TRACK, event, Map.of("total", 42), Map.of(), at, "test"),
                Map.of("email", "someone@example.com"),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }

    /** A profile became part of another. */
    public static Activity mergedAway(String profileId, String into, Instant at) {
        return new Activity(
                "merge" + at.toEpochMilli(),
                profileId,
                at,
                new Activity.MergedAway(into),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of());
    }
}
