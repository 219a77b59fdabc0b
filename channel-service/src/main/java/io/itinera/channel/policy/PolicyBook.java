package io.itinera.channel.policy;

import io.itinera.channel.IfMatch;
import io.itinera.channel.channel.Channels;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What the APIs of all kinds of policies have in common. */
@ApplicationScoped
class PolicyBook {

    /** The form of keys. */
    static final String KEY = "[a-z0-9][a-z0-9-]{0,62}";

    /** Policies on a page. */
    static final int PAGE = 100;

    private final PolicyStore store;
    private final PolicyCatalog catalog;
    private final Channels channels;
    private final InstantSource clock;
    private final SecurityIdentity caller;

    PolicyBook(
            PolicyStore store, PolicyCatalog catalog, Channels channels, InstantSource clock, SecurityIdentity caller) {
        this.store = store;
        this.catalog = catalog;
        this.channels = channels;
        this.clock = clock;
        this.caller = caller;
    }

    List<PolicyRow> page(PolicyKind kind, String after) {
        return store.page(kind, after, PAGE);
    }

    PolicyRow get(PolicyKind kind, String key) {
        return store.find(kind, key).orElseThrow(() -> ProblemException.notFound("the policy"));
    }

    /** Saves what was found to be good. */
    PolicyStore.Saved save(PolicyKind kind, String key, String channel, Object content, IfMatch expected) {
        if (channel != null && channels.find(channel).isEmpty()) {
            throw ProblemException.invalid("/channel", "is not a channel that this service has");
        }
        PolicyStore.Stamp stamp =
                new PolicyStore.Stamp(clock.instant(), caller.getPrincipal().getName());
        PolicyStore.Saved saved = store.save(kind, key, Contents.write(content), expected::allows, stamp)
                .orElseThrow(expected::broken);
        catalog.changed();
        return saved;
    }

    void remove(PolicyKind kind, String key, IfMatch expected) {
        get(kind, key);
        if (!store.remove(kind, key, expected::allows, clock.instant())) {
            throw expected.broken();
        }
        catalog.changed();
    }

    Map<String, Long> waiting() {
        return store.waiting();
    }

    static long waiting(PolicyRow row, Map<String, Long> waiting) {
        return waiting.getOrDefault(row.kind().wire() + ":" + row.key(), 0L);
    }
}
