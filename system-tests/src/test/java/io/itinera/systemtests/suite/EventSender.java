package io.itinera.systemtests.suite;

import io.itinera.local.client.SuiteClient;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.locks.LockSupport;

/** A sender as the official clients are: it repeats a batch, with the same message ids, until intake says that it has it. */
final class EventSender {

    private static final long PAUSE_NANOS = 200_000_000L;

    private final SuiteClient client;
    private final String writeKey;

    EventSender(SuiteClient client, String writeKey) {
        this.client = client;
        this.writeKey = writeKey;
    }

    /** Says who a user is. */
    void identify(String userId, String traits) {
        together(List.of(identity(userId, traits)));
    }

    /** One event of a user, with number {@code n}. */
    void track(String userId, String event, String n) {
        together(List.of(event(userId, event, n)));
    }

    /** Events {@code prefix-0} … in batches of five, each of another user, at about {@code perSecond}. */
    void stream(String event, String prefix, int count, int perSecond) {
        long start = System.nanoTime();
        for (int n = 0; n < count; n += 5) {
            StringJoiner batch = new StringJoiner(",", "{\"batch\":[", "]}");
            for (int i = n; i < Math.min(count, n + 5); i++) {
                batch.add(event(prefix + "-user-" + i % 40, event, prefix + "-" + i));
            }
            untilAccepted(batch.toString());
            long due = start + n * 1_000_000_000L / perSecond;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
    }

    /** Several calls in one batch: none of them waits for another. */
    void together(List<String> calls) {
        untilAccepted("{\"batch\":[" + String.join(",", calls) + "]}");
    }

    /** The status of a single try. */
    int tryOnce(String userId, String event, String n) {
        return client.track(writeKey, "batch", "{\"batch\":[" + event(userId, event, n) + "]}")
                .status();
    }

    private void untilAccepted(String batch) {
        long end = System.nanoTime() + RunningSuite.PATIENCE.toNanos();
        String answer = "";
        while (System.nanoTime() < end) {
            try {
                SuiteClient.Answer said = client.track(writeKey, "batch", batch);
                if (said.status() == 200) {
                    return;
                }
                answer = said.status() + " " + said.body();
                if (said.status() / 100 == 4 && said.status() != 429) {
                    throw new IllegalStateException("intake refused: " + answer);
                }
            } catch (UncheckedIOException e) {
                answer = String.valueOf(e.getCause());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("intake did not accept within " + RunningSuite.PATIENCE + ": " + answer);
    }

    /** A call that says who a user is. */
    static String identity(String userId, String traits) {
        return "{\"type\":\"identify\",\"userId\":\"%s\",\"messageId\":\"identify-%s\",\"traits\":%s}"
                .formatted(userId, userId, traits);
    }

    /** A call that tells one event of a user. */
    static String event(String userId, String event, String n) {
        return "{\"type\":\"track\",\"userId\":\"%s\",\"event\":\"%s\",\"messageId\":\"m-%s\",\"properties\":{\"n\":\"%s\"}}"
                .formatted(userId, event, n, n);
    }
}
