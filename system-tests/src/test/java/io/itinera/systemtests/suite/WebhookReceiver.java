package io.itinera.systemtests.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.itinera.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** An endpoint of an integrator: keeps what it was told, in the order of arrival. */
final class WebhookReceiver {

    /** Less than the engine waits for an answer, so that it does not call again by itself. */
    private static final Duration SLOW = Duration.ofSeconds(8);

    private final HttpServer server;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();

    /**
     * One call.
     *
     * @param id the {@code webhook-id}, which stays the same when a message is tried again
     * @param n number of the event that led to the message
     */
    record Call(String id, String n) {}

    WebhookReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::receive);
        server.createContext("/slow", this::answerSlowly);
        server.setExecutor(Executors.newFixedThreadPool(
                8, Thread.ofPlatform().daemon().name("receiver-", 0).factory()));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Calls about events whose number begins with {@code prefix}. */
    List<Call> calls(String prefix) {
        return calls.stream().filter(call -> call.n().startsWith(prefix)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Wire.JSON.readTree(exchange.getRequestBody());
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            calls.add(new Call(id, body.at("/data/n").asText()));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    /** Keeps the first call of each id waiting, longer than its caller lives; answers all others. */
    private void answerSlowly(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Wire.JSON.readTree(exchange.getRequestBody());
            Call call = new Call(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    body.at("/data/n").asText());
            boolean first = !calls.contains(call);
            calls.add(call);
            if (first) {
                LockSupport.parkNanos(SLOW.toNanos());
            }
            byte[] answer = "{\"score\":80}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
