package io.itinera.profile.topology;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.profile.identity.Placement;
import io.itinera.profile.identity.Stamp;
import io.itinera.profile.identity.Statement;
import io.itinera.profile.life.Moves;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What this processor knows of links: all that were published, and its own decisions until they come back. It may be behind;
 * then it sends an event to where the identifier was, and that profile leads it on.
 */
final class LinkCache {

    private static final int OWN_DECISIONS = 20_000;
    private static final JsonSerde<IdentityLink> LINKS = JsonSerde.of(IdentityLink.class);

    private final ReadOnlyKeyValueStore<String, byte[]> published;
    private final Map<String, IdentityLink> own = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, IdentityLink> eldest) {
            return size() > OWN_DECISIONS;
        }
    };

    LinkCache(ReadOnlyKeyValueStore<String, byte[]> published) {
        this.published = published;
    }

    /** The profile that an identifier belongs to, as far as is known here. */
    String home(Identifier identifier) {
        IdentityLink link = find(identifier);
        return link == null ? identifier.derivedProfileId() : link.profileId();
    }

    /** True when the statement is known to change nothing, so that nobody needs to be asked. */
    boolean answers(Statement statement) {
        return switch (statement) {
            case Statement.Claim claim -> answers(claim);
            case Statement.Alias alias -> {
                IdentityLink previous = find(alias.previousUser());
                boolean united = alias.previousUser().equals(alias.user())
                        || previous != null
                                && previous.superseded()
                                && previous.profileId().equals(home(alias.user()));
                yield united && answers(alias.claim());
            }
        };
    }

    void learn(List<Placement> places, Instant at) {
        for (Placement place : places) {
            if (place.epoch() > 0) {
                IdentityLink link = Moves.link(place, at);
                own.put(link.subject(), link);
            }
        }
    }

    private boolean answers(Statement.Claim claim) {
        IdentityLink link = find(claim.device());
        return link != null
                && link.claim() != null
                && new Stamp(link.claim().at(), link.claim().messageId()).compareTo(claim.stamp()) <= 0;
    }

    private IdentityLink find(Identifier identifier) {
        String subject = identifier.text();
        IdentityLink mine = own.isEmpty() ? null : own.get(subject);
        IdentityLink theirs = read(published.get(subject));
        if (mine == null || theirs != null && theirs.epoch() >= mine.epoch()) {
            if (mine != null) {
                own.remove(subject);
            }
            return theirs;
        }
        return mine;
    }

    /** A record that is no link says nothing: it was not written by us, and PostgreSQL knows better. */
    private static IdentityLink read(byte[] value) {
        try {
            IdentityLink link = LINKS.read(value);
            return link == null || link.profileId() == null ? null : link;
        } catch (SerializationException e) {
            return null;
        }
    }
}
