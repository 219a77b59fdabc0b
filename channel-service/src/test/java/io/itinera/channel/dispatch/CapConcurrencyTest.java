package io.itinera.channel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import io.itinera.channel.policy.PolicyCatalog;
import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.Stage;
import io.itinera.contracts.SendRequest;
import io.itinera.database.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two deciders as on two pods, and many threads of each, on one database. */
@QuarkusTest
@WithTestResource(Stage.class)
class CapConcurrencyTest {

    /** These messages are due at a time that no worker comes to, and so the test's alone. */
    private static final Instant LATER = Instant.parse("2091-01-01T00:00:00Z");

    private static final String CHANNEL = "email";
    private static final int PEOPLE = 20;
    private static final int EACH = 12;
    private static final int LIMIT = 3;
    private static final int THREADS = 6;

    @Inject
    Database database;

    @Inject
    MessageStore store;

    @Inject
    PolicyCatalog catalog;

    private final String purpose = Api.fresh("purpose");

    @AfterEach
    void nothingIsLeft() {
        Api.noPolicies();
    }

    private PolicyDesk desk() {
        return new PolicyDesk(
                catalog,
                new CapStore(database),
                new DeliveryRules(Settings.of()),
                new SimpleMeterRegistry(),
                InstantSource.fixed(LATER));
    }

    @Test
    void neverLetsMoreGoThanTheCapAllows() throws InterruptedException, ExecutionException {
        Api.cap(Api.fresh("cap"), Map.of("purpose", purpose, "count", LIMIT, "within", "P2D"));
        List<String> people = IntStream.range(0, PEOPLE)
                .mapToObj(_ -> ConsentServer.profile("p"))
                .toList();
        List<MessageStore.NewMessage> messages = people.stream()
                .flatMap(person -> IntStream.range(0, EACH)
                        .mapToObj(_ -> store.toNew(Api.request(person, CHANNEL, "t", purpose), null)))
                .toList();
        store.add(messages, LATER);

        Instant start = Instant.now();
        List<Change> done = race(List.of(desk(), desk()));
        Duration took = Duration.between(start, Instant.now());

        List<SendRequest> sending = done.stream()
                .filter(c -> c.to() == MessageState.SENDING)
                .map(c -> c.message().request())
                .toList();
        assertThat(done).hasSize(PEOPLE * EACH);
        assertThat(people).allSatisfy(person -> assertThat(sending)
                .filteredOn(request -> request.profileId().equals(person))
                .hasSize(LIMIT));
        assertThat(done)
                .filteredOn(c -> c.to() == MessageState.QUEUED)
                .hasSize(PEOPLE * (EACH - LIMIT))
                .allSatisfy(c -> assertThat(c.held().until()).isEqualTo(LATER.plus(Duration.ofDays(2))));
        assertThat(took).isLessThan(Duration.ofSeconds(20));
    }

    /** Each thread takes small batches until there is none left. */
    private List<Change> race(List<PolicyDesk> desks) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<List<Change>>> running = Stream.iterate(0, i -> i + 1)
                    .limit(THREADS)
                    .map(i -> threads.submit(() -> work(desks.get(i % desks.size()))))
                    .toList();
            List<Change> done = new ArrayList<>();
            for (Future<List<Change>> one : running) {
                done.addAll(one.get());
            }
            return done;
        }
    }

    private List<Change> work(PolicyDesk desk) {
        List<Change> done = new ArrayList<>();
        List<Message> claimed = store.claim(CHANNEL, 7, LATER, LATER.plusSeconds(600));
        while (!claimed.isEmpty()) {
            List<Change> changes = claimed.stream()
                    .map(m -> Change.sending(m, "receipt", LATER.plusSeconds(600), LATER))
                    .toList();
            done.addAll(store.apply(changes, List.of(), desk.caps()));
            claimed = store.claim(CHANNEL, 7, LATER, LATER.plusSeconds(600));
        }
        return done;
    }
}
