package io.itinera.profile.life;

import io.itinera.contracts.EventType;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.Stamp;
import io.itinera.profile.identity.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary logs of few customers and few devices, so that they meet often. */
final class Statements {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private static final Arbitrary<String> USERS = Arbitraries.of("ann", "bob", "cid", "dan");
    private static final Arbitrary<String> DEVICES = Arbitraries.of("d1", "d2", "d3", "ann");

    private Statements() {}

    /** Events with distinct message ids; several may have happened at the same moment. */
    static Arbitrary<List<SourceEvent>> logs() {
        return Arbitraries.oneOf(aliases(), seen(EventType.IDENTIFY), seen(EventType.TRACK))
                .list()
                .ofMinSize(1)
                .ofMaxSize(14)
                .map(Statements::numbered);
    }

    static Optional<Statement> statement(SourceEvent event) {
        Stamp stamp = new Stamp(event.timestamp(), event.messageId());
        if (event.type() == EventType.ALIAS) {
            return Optional.of(new Statement.Alias(event.previousId(), event.userId(), stamp));
        }
        return event.userId() != null && event.anonymousId() != null
                ? Optional.of(new Statement.Claim(event.userId(), event.anonymousId(), stamp))
                : Optional.empty();
    }

    private static Arbitrary<SourceEvent> aliases() {
        return Combinators.combine(Arbitraries.of("ann", "bob", "cid", "d1"), USERS, seconds())
                .as((previous, user, second) -> event(EventType.ALIAS, user, null, previous, Map.of(), second));
    }

    private static Arbitrary<SourceEvent> seen(EventType type) {
        return Combinators.combine(USERS.injectNull(0.4), DEVICES.injectNull(0.3), traits(), seconds())
                .filter((user, device, said, second) -> user != null || device != null)
                .as((user, device, said, second) ->
                        event(type, user, device, null, type == EventType.IDENTIFY ? said : Map.of(), second));
    }

    private static Arbitrary<Map<String, Object>> traits() {
        Arbitrary<Object> leaf =
                Arbitraries.<Object>of("x", "y", 1, true, List.of("a")).injectNull(0.2);
        Arbitrary<Object> nested = leaf.map(v -> Collections.singletonMap("city", v));
        Arbitrary<Object> other = leaf.map(v -> Collections.singletonMap("zip", v));
        return Combinators.combine(Arbitraries.of("plan", "address"), Arbitraries.oneOf(leaf, nested, other))
                .as(Collections::singletonMap);
    }

    private static Arbitrary<Integer> seconds() {
        return Arbitraries.integers().between(0, 5);
    }

    private static List<SourceEvent> numbered(List<SourceEvent> events) {
        return java.util.stream.IntStream.range(0, events.size())
                .mapToObj(i -> numbered(events.get(i), i))
                .toList();
    }

    private static SourceEvent numbered(SourceEvent e, int i) {
        return new SourceEvent(
                "m-" + i,
                e.type(),
                e.name(),
                e.userId(),
                e.anonymousId(),
                e.previousId(),
                null,
                null,
                e.properties(),
                e.traits(),
                Map.of(),
                e.timestamp(),
                null,
                null,
                NOON.plusSeconds(i),
                "test");
    }

    private static SourceEvent event(
            EventType type, String user, String device, String previous, Map<String, Object> traits, int second) {
        return new SourceEvent(
                null,
                type,
                type == EventType.TRACK ? "Bought" : null,
                user,
                device,
                previous,
                null,
                null,
                Map.of(),
                traits,
                Map.of(),
                NOON.plusSeconds(second),
                null,
                null,
                null,
                "test");
    }
}
