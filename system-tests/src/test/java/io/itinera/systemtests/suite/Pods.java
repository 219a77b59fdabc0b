package io.itinera.systemtests.suite;

import static org.awaitility.Awaitility.await;

import io.itinera.local.stack.ServiceProcess;
import io.itinera.local.stack.StackService;
import io.itinera.systemtests.Repository;
import io.itinera.systemtests.clock.MovableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Two pods of the engine, and what can happen to them. The second one has a clock of its own. */
final class Pods implements AutoCloseable {

    /** Longer than the group waits for a member: the others have taken its work over when it goes on. */
    private static final Duration ZOMBIE = Duration.ofSeconds(9);

    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration BEHIND = Duration.ofMinutes(-10);
    private static final Duration WRONG = Duration.ofSeconds(10);
    private static final int KILLS = 3;

    /** Longer than a service waits for a connection, so that each is seen to do without. */
    private static final Duration WITHOUT_POSTGRESQL = Duration.ofSeconds(10);

    private final MovableClock clock = new MovableClock(Repository.ROOT.resolve("system-tests/target/clock"));
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final RunningSuite suite;
    private final ServiceProcess first;
    private final ServiceProcess second;
    private int kills;

    /** What can happen. */
    enum Harm {
        /** One pod is killed, then the other, then the first again. */
        KILLED_AGAIN_AND_AGAIN,
        /** One pod stands still until the group has given it up, and then goes on. */
        PAUSED_UNTIL_IT_IS_A_ZOMBIE,
        /** The broker ends and starts. */
        KAFKA_RESTARTED,
        /** PostgreSQL is killed with all its connections, stays away for a while, and recovers. */
        POSTGRESQL_KILLED,
        /** One pod's clock is an hour ahead for a while, and then right again. */
        CLOCK_SET_FORWARD_AND_RIGHT,
        /** One pod's clock is ten minutes behind. */
        CLOCK_SET_BACK
    }

    Pods(RunningSuite suite) {
        this.suite = suite;
        this.first = suite.stack().service(StackService.JOURNEY);
        this.second = first.twin(2, clock.environment());
        restart(second);
    }

    /** Waits until both of them move customers. */
    void awaitBothAtWork(Runnable somebodyComes) {
        double one = moved(first);
        double other = moved(second);
        await("both pods move customers")
                .atMost(RunningSuite.PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    somebodyComes.run();
                    return moved(first) > one && moved(second) > other;
                });
    }

    void suffer(Harm harm) {
        switch (harm) {
            case KILLED_AGAIN_AND_AGAIN -> {
                for (int i = 0; i < KILLS; i++) {
                    kill(i % 2 == 0 ? second : first);
                }
            }
            case PAUSED_UNTIL_IT_IS_A_ZOMBIE -> {
                second.pause();
                LockSupport.parkNanos(ZOMBIE.toNanos());
                second.resume();
            }
            case KAFKA_RESTARTED -> {
                suite.stack().kafka().stop();
                suite.stack().kafka().start();
            }
            case POSTGRESQL_KILLED -> {
                suite.stack().postgres().kill();
                kills++;
                LockSupport.parkNanos(WITHOUT_POSTGRESQL.toNanos());
                suite.stack().postgres().start();
            }
            case CLOCK_SET_FORWARD_AND_RIGHT -> {
                clock.set(AHEAD);
                LockSupport.parkNanos(WRONG.toNanos());
                clock.set(Duration.ZERO);
                replaceTheDead();
            }
            case CLOCK_SET_BACK -> {
                clock.set(BEHIND);
                replaceTheDead();
            }
        }
    }

    /** Sets right what is still wrong. */
    void heal() {
        clock.set(Duration.ZERO);
    }

    /** How many pods and servers have been killed so far. */
    int kills() {
        return kills;
    }

    /** Does what Kubernetes does with a pod that says that it is not alive. */
    private void replaceTheDead() {
        await("a pod whose clock was set back says that it cannot go on")
                .atMost(RunningSuite.PATIENCE)
                .until(() -> !isAlive(second));
        kill(second);
    }

    private void kill(ServiceProcess pod) {
        pod.kill();
        kills++;
        restart(pod);
    }

    private static void restart(ServiceProcess pod) {
        pod.start();
        pod.awaitReady();
    }

    private boolean isAlive(ServiceProcess pod) {
        return get(pod, "/q/health/live")
                .map(answer -> answer.statusCode() == 200)
                .orElse(true);
    }

    /** How many transitions a pod has made since it started. */
    private double moved(ServiceProcess pod) {
        return get(pod, "/q/metrics").stream()
                .flatMap(answer -> answer.body().lines())
                .filter(line -> line.startsWith("itinera_instance_transitions_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<HttpResponse<String>> get(ServiceProcess pod, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(pod.port(), path)))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        second.stop();
        http.close();
    }
}
