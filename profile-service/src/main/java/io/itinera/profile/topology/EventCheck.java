package io.itinera.profile.topology;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.Stamp;
import io.itinera.profile.identity.Statement;
import io.itinera.profile.life.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** What an event must have so that anybody can say whose it is, and what it says about identity itself. */
final class EventCheck {

    /** Longer ids would not fit into an index of PostgreSQL, and are no ids. */
    static final int LONGEST_ID = 512;

    private EventCheck() {}

    /**
     * @throws MalformedEventException when nobody can say whose event this is
     */
    static SourceEvent checked(SourceEvent event) {
        if (event == null) {
            throw new MalformedEventException("empty", "the record has no value", null);
        }
        if (event.messageId() == null || event.messageId().isEmpty()) {
            throw new MalformedEventException("no-message-id", "the event has no messageId", null);
        }
        if (event.type() == null) {
            throw new MalformedEventException("no-type", "the event has no type", null);
        }
        if (event.profileId() == null && event.userId() == null && event.anonymousId() == null) {
            throw new MalformedEventException(
                    "no-identifier", "the event has no userId, anonymousId or profileId", null);
        }
        if (event.type() == EventType.ALIAS && (event.previousId() == null || event.userId() == null)) {
            throw new MalformedEventException("incomplete-alias", "an alias needs previousId and userId", null);
        }
        usable("messageId", event.messageId());
        usable("userId", event.userId());
        usable("anonymousId", event.anonymousId());
        usable("previousId", event.previousId());
        if (event.profileId() != null) {
            uuid(event.profileId());
        }
        return event;
    }

    /** What a checked event with its time says about identity; nothing when its sender knows the profile already. */
    static Optional<Statement> statement(SourceEvent event) {
        if (event.profileId() != null) {
            return Optional.empty();
        }
        Stamp stamp = new Stamp(event.timestamp(), event.messageId());
        if (event.type() == EventType.ALIAS) {
            return Optional.of(new Statement.Alias(event.previousId(), event.userId(), stamp));
        }
        return event.userId() != null && event.anonymousId() != null
                ? Optional.of(new Statement.Claim(event.userId(), event.anonymousId(), stamp))
                : Optional.empty();
    }

    /**
     * @throws MalformedEventException when it is none in its usual form
     */
    static void uuid(String profileId) {
        try {
            if (!UUID.fromString(profileId).toString().equals(profileId)) {
                throw new IllegalArgumentException("not in the usual form");
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedEventException("bad-profile-id", "profileId is not a UUID in lower case", e);
        }
    }

    private static void usable(String name, String value) {
        if (value == null) {
            return;
        }
        boolean text = !value.isEmpty() && value.length() <= LONGEST_ID && value.indexOf('\0') < 0;
        if (!text || !isUnicode(value)) {
            throw new MalformedEventException(
                    "bad-identifier", name + " is not text of 1 to " + LONGEST_ID + " characters", null);
        }
    }

    private static boolean isUnicode(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                return StandardCharsets.UTF_8.newEncoder().canEncode(value);
            }
        }
        return true;
    }
}
