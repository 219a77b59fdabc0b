package io.itinera.profile.topology;

import io.itinera.contracts.EventType;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.Identifier.Kind;
import io.itinera.profile.identity.Stamp;
import io.itinera.profile.identity.Statement;
import io.itinera.profile.life.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The part of a source event that identity needs; the rest is passed over without being built.
 *
 * @param messageId see {@link io.itinera.contracts.SourceEvent}
 * @param type see there
 * @param userId see there
 * @param anonymousId see there
 * @param previousId see there
 * @param profileId see there
 * @param timestamp see there
 */
record EventHead(
        String messageId,
        EventType type,
        String userId,
        String anonymousId,
        String previousId,
        String profileId,
        Instant timestamp) {

    /** Longer ids would not fit into an index of PostgreSQL, and are no ids. */
    static final int LONGEST_ID = 512;

    /**
     * @throws MalformedEventException when nobody can say whose event this is
     */
    EventHead checked() {
        if (messageId == null || messageId.isEmpty()) {
            throw new MalformedEventException("no-message-id", "the event has no messageId", null);
        }
        if (type == null) {
            throw new MalformedEventException("no-type", "the event has no type", null);
        }
        if (profileId == null && userId == null && anonymousId == null) {
            throw new MalformedEventException(
                    "no-identifier", "the event has no userId, anonymousId or profileId", null);
        }
        if (type == EventType.ALIAS && (previousId == null || userId == null)) {
            throw new MalformedEventException("incomplete-alias", "an alias needs previousId and userId", null);
        }
        usable("messageId", messageId);
        usable("userId", userId);
        usable("anonymousId", anonymousId);
        usable("previousId", previousId);
        if (profileId != null) {
            uuid(profileId);
        }
        return this;
    }

    /** Where it belongs: the profile that its sender knows, else the customer, else the device. */
    Identifier primary() {
        if (profileId != null) {
            return new Identifier(Kind.PROFILE, profileId);
        }
        return userId != null ? new Identifier(Kind.USER, userId) : new Identifier(Kind.ANONYMOUS, anonymousId);
    }

    /** What the event says about identity; nothing when its sender knows the profile already. */
    Optional<Statement> statement(Instant received) {
        if (profileId != null) {
            return Optional.empty();
        }
        Stamp stamp = new Stamp(timestamp == null ? received : timestamp, messageId);
        if (type == EventType.ALIAS) {
            return Optional.of(new Statement.Alias(previousId, userId, stamp));
        }
        return userId != null && anonymousId != null
                ? Optional.of(new Statement.Claim(userId, anonymousId, stamp))
                : Optional.empty();
    }

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
        if (!text || !StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new MalformedEventException(
                    "bad-identifier", name + " is not text of 1 to " + LONGEST_ID + " characters", null);
        }
    }
}
