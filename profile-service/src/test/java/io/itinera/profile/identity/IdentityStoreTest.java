package io.itinera.profile.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Identifier;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))
class IdentityStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    LinkDecisions store;

    @Test
    void whatManyPodsDecideAtOnceIsWhatTheRulesSay() throws Exception {
        String run = UUID.randomUUID().toString();
        List<Statement> statements = statements(new Random(7), run);
        LinkGraph graph = new LinkGraph();
        statements.forEach(said -> graph.decide(said, NOON));

        List<Statement> shuffled = new ArrayList<>(statements);
        Collections.shuffle(shuffled, new Random(8));
        try (ExecutorService pods = Executors.newFixedThreadPool(6)) {
            List<Callable<Object>> work = shuffled.stream()
                    .map(said -> (Callable<Object>) () -> store.decide(said, NOON))
                    .toList();
            for (Future<Object> done : pods.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(homes(again(statements))).isEqualTo(homes(graph.places()));
    }

    @Test
    void askingAgainChangesNothing() {
        String run = UUID.randomUUID().toString();
        Statement claim = new Statement.Claim("u" + run, "d" + run, new Stamp(NOON.plusNanos(123_456_789), "m"));

        List<Placement> first = store.decide(claim, NOON);

        assertThat(store.decide(claim, NOON.plusSeconds(60))).containsExactlyInAnyOrderElementsOf(first);
    }

    private Collection<Placement> again(List<Statement> statements) {
        return statements.stream()
                .flatMap(said -> store.decide(said, NOON).stream())
                .toList();
    }

    private static Map<Identifier, String> homes(Collection<Placement> places) {
        return places.stream().collect(Collectors.toMap(Placement::identifier, Placement::home, (a, b) -> b));
    }

    private static List<Statement> statements(Random random, String run) {
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String user = "user-" + random.nextInt(12) + run;
            Stamp stamp = new Stamp(NOON.plusSeconds(random.nextInt(1000)), "m-" + i);
            statements.add(
                    random.nextInt(5) == 0
                            ? new Statement.Alias("user-" + random.nextInt(12) + run, user, stamp)
                            : new Statement.Claim(user, "device-" + random.nextInt(20) + run, stamp));
        }
        return statements;
    }
}
