package io.itinera.channel.dispatch;

import io.itinera.channel.policy.PolicyCatalog;
import io.itinera.contracts.SendRequest;
import io.itinera.policies.Asked;
import io.itinera.policies.CapCounts;
import io.itinera.policies.Policies;
import io.itinera.policies.Ruling;
import io.itinera.policies.Scope;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Asks the policies about messages, after consent and right before a provider is called. */
@ApplicationScoped
class PolicyDesk {

    private static final Comparator<Change> OLDEST_FIRST = Comparator.<Change, Instant>comparing(
                    change -> change.message().createdAt())
            .thenComparing(change -> change.message().id());

    private final PolicyCatalog catalog;
    private final CapStore store;
    private final DeliveryRules rules;
    private final MeterRegistry metrics;
    private final InstantSource clock;

    PolicyDesk(PolicyCatalog catalog, CapStore store, DeliveryRules rules, MeterRegistry metrics, InstantSource clock) {
        this.catalog = catalog;
        this.store = store;
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What quiet hours make of a message; empty where it may go out as far as they are concerned. */
    Optional<Change> quietHours(Message message, Instant now) {
        Policies policies = catalog.current();
        return policies.quietHours().isEmpty()
                ? Optional.empty()
                : refused(
                        message, policies.quiet(asked(message, message.request().profileId()), now), now);
    }

    /**
     * What caps make of messages that are about to be handed to their providers: some wait, some do not go out. It counts within the
     * transaction that writes the changes, and holds its customers until that is over, so that two of it never let the same last message
     * through. Where no cap concerns any of the messages, it asks nobody. No cap concerns a message of a test: who tries a journey out
     * does so again and again.
     */
    UnaryOperator<List<Change>> caps() {
        Policies policies = catalog.current();
        return policies.caps().isEmpty() ? UnaryOperator.identity() : changes -> caps(policies, changes);
    }

    private List<Change> caps(Policies policies, List<Change> changes) {
        List<Change> concerned = changes.stream()
                .filter(c -> c.to() == MessageState.SENDING
                        && !c.message().request().test()
                        && policies.capped(way(c.message().request())))
                .sorted(OLDEST_FIRST)
                .toList();
        if (concerned.isEmpty()) {
            return changes;
        }
        Map<String, String> people = store.people(
                concerned.stream().map(c -> c.message().request().profileId()).toList());
        store.hold(people.values());
        Instant now = clock.instant();
        CapCounts counts = new CapCounts(
                policies, store.uses(people.values(), now.minus(policies.reach()), rules::isTransactional), now);
        Map<String, Change> refused = new HashMap<>();
        for (Change change : concerned) {
            Message message = change.message();
            Asked asked = asked(message, people.get(message.request().profileId()));
            refused(message, counts.rule(asked), now).ifPresent(other -> refused.put(message.id(), other));
        }
        return changes.stream()
                .map(c -> refused.getOrDefault(c.message().id(), c))
                .toList();
    }

    /** Counts what policies held back, by policy. */
    void count(List<Change> done) {
        for (Change change : done) {
            if (change.held() != null) {
                String verdict = change.to() == MessageState.SUPPRESSED ? "suppressed" : "deferred";
                metrics.counter("itinera_policy_verdicts", "policy", change.reason(), "verdict", verdict)
                        .increment();
            }
        }
    }

    private static Optional<Change> refused(Message message, Ruling ruling, Instant now) {
        return switch (ruling) {
            case Ruling.Go() -> Optional.empty();
            case Ruling.Later(var held) -> Optional.of(Change.held(message, held, now));
            case Ruling.Never(var held) -> Optional.of(Change.dropped(message, held, now));
        };
    }

    private Asked asked(Message message, String person) {
        SendRequest request = message.request();
        return new Asked(
                message.id(), person, way(request), zone(request), request.ignoresQuietHours(), message.createdAt());
    }

    private Scope.Way way(SendRequest request) {
        return new Scope.Way(request.channel(), request.purpose(), rules.isTransactional(request.purpose()));
    }

    /** The customer's zone: as the one who asked knows it, else the trait; null where neither is a zone. */
    static ZoneId zone(SendRequest request) {
        ZoneId asked = request.timing() == null ? null : zone(request.timing().zone());
        return asked == null ? zone(request.traits().get("timezone")) : asked;
    }

    private static ZoneId zone(Object name) {
        try {
            return name instanceof String text ? ZoneId.of(text) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
