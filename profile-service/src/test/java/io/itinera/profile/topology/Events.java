package io.itinera.profile.topology;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import java.time.Instant;
import java.util.Map;

/** Events for tests, in words. */
record Events(SourceEvent event) {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    static Events track(String messageId, String name) {
        Events e = of(messageId, EventType.TRACK);
        return e.change(name, null, null, null, null, Map.of(), Map.of());
    }

    static Events identify(String messageId) {
        return of(messageId, EventType.IDENTIFY);
    }

    static Events alias(String messageId, String previousId) {
        return of(messageId, EventType.ALIAS).change(null, null, null, previousId, null, Map.of(), Map.of());
    }

    static Events of(String messageId, EventType type) {
        return new Events(new SourceEvent(
                messageId, type, null, null, null, null, null, null, Map.of(), Map.of(), Map.of(), NOON, null, null,
                NOON, "test"));
    }

    Events by(String userId, String anonymousId) {
        return change(event.name(), userId, anonymousId, event.previousId(), null, event.properties(), event.traits());
    }

    Events of(String profileId) {
        return change(event.name(), null, null, null, profileId, event.properties(), event.traits());
    }

    Events with(Map<String, Object> properties) {
        return change(
                event.name(),
                event.userId(),
                event.anonymousId(),
                event.previousId(),
                event.profileId(),
                properties,
                event.traits());
    }

    Events says(Map<String, Object> traits) {
        return change(
                event.name(),
                event.userId(),
                event.anonymousId(),
                event.previousId(),
                event.profileId(),
                event.properties(),
                traits);
    }

    Events later(long seconds) {
        SourceEvent e = event;
        return new Events(new SourceEvent(
                e.messageId(),
                e.type(),
                e.name(),
                e.userId(),
                e.anonymousId(),
                e.previousId(),
                null,
                e.profileId(),
                e.properties(),
                e.traits(),
                e.context(),
                e.timestamp().plusSeconds(seconds),
                null,
                null,
                e.receivedAt().plusSeconds(seconds),
                e.source()));
    }

    Events within(Map<String, Object> context) {
        SourceEvent e = event;
        return new Events(new SourceEvent(
                e.messageId(),
                e.type(),
                e.name(),
                e.userId(),
                e.anonymousId(),
                e.previousId(),
                null,
                e.profileId(),
                e.properties(),
                e.traits(),
                context,
                e.timestamp(),
                null,
                null,
                e.receivedAt(),
                e.source()));
    }

    private Events change(
            String name,
            String userId,
            String anonymousId,
            String previousId,
            String profileId,
            Map<String, Object> properties,
            Map<String, Object> traits) {
        SourceEvent e = event;
        return new Events(new SourceEvent(
                e.messageId(),
                e.type(),
                name,
                userId,
                anonymousId,
                previousId,
                null,
                profileId,
                properties,
                traits,
                e.context(),
                e.timestamp(),
                null,
                null,
                e.receivedAt(),
                e.source()));
    }
}
