package io.itinera.channel.policy;

import io.itinera.channel.ChannelConfig;
import io.itinera.policies.Cap;
import io.itinera.policies.Policies;
import io.itinera.policies.QuietHours;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The policies that hold now. They are read at most once per refresh interval, all at once: a message costs no query, and no policy
 * costs nothing else.
 */
@ApplicationScoped
public class PolicyCatalog {

    private final PolicyStore store;
    private final InstantSource clock;
    private final Duration refresh;
    private final Duration longestWait;
    private volatile Known known = new Known(Policies.NONE, Instant.MIN);

    PolicyCatalog(PolicyStore store, InstantSource clock, ChannelConfig config) {
        this.store = store;
        this.clock = clock;
        this.refresh = config.policies().refresh();
        this.longestWait = config.policies().longestWait();
    }

    /** All policies. Where they cannot be read it throws, so that nothing goes out unchecked. */
    public Policies current() {
        Instant now = clock.instant();
        Known present = known;
        if (!now.isBefore(present.staleAt)) {
            present = new Known(read(), now.plus(refresh));
            known = present;
        }
        return present.policies;
    }

    /** Forgets, so that the next look sees what was just saved. */
    void changed() {
        known = new Known(Policies.NONE, Instant.MIN);
    }

    private Policies read() {
        List<Cap> caps = new ArrayList<>();
        List<QuietHours> quiet = new ArrayList<>();
        for (PolicyRow row : QuarkusTransaction.requiringNew().call(store::all)) {
            switch (row.kind()) {
                case CAP -> caps.add(Contents.cap(row.content()).toCap(row.key(), longestWait));
                case QUIET_HOURS -> quiet.add(Contents.quietHours(row.content()).toQuietHours(row.key(), longestWait));
            }
        }
        return new Policies(caps, quiet);
    }

    private record Known(Policies policies, Instant staleAt) {}
}
