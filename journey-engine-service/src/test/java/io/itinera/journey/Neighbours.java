package io.itinera.journey;

import static io.restassured.RestAssured.given;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.itinera.contracts.Wire;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Who this service calls: profile-service, and an endpoint for webhooks. Both answer what a test has told them. */
public final class Neighbours implements QuarkusTestResourceLifecycleManager {

    private static final String URL = "itinera.test.neighbours";

    private final Map<String, String> profiles = new ConcurrentHashMap<>();
    private final Map<String, List<String>> answers = new ConcurrentHashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /**
     * A call of the endpoint.
     *
     * @param path below {@code /hooks}
     * @param headers by lower-case name; the method is {@code :method}, and the query {@code :query}
     * @param body as it came
     */
    public record Call(String path, Map<String, String> headers, String body) {}

    // The test is loaded by another class loader than the server, and so speaks to it by HTTP.

    /** From now on profile-service knows a profile, by its id or an identifier. */
    public static void profile(String name, String json) {
        tell("/stage/profiles/" + name, json);
    }

    /** From now on the endpoint answers at {@code path} with each of these in turn, the last one for ever: a status, then a body. */
    public static void answers(String path, String... answers) {
        tell("/stage/answers/" + path, String.join("\n", answers));
    }

    /** Calls of the endpoint at {@code path}, in order. */
    public static List<Call> calls(String path) {
        try {
            String json = given().baseUri(url())
                    .get("/stage/calls/" + path)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            return List.of(Wire.JSON.readValue(json, Call[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(String path, String body) {
        given().baseUri(url())
                .urlEncodingEnabled(false)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(200);
    }

    private static String url() {
        return System.getProperty(URL);
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/profiles/", this::profile);
        server.createContext("/hooks/", this::hook);
        server.createContext("/stage/", this::stage);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        System.setProperty(URL, url);
        return Map.of(
                "quarkus.rest-client.profile.url",
                url,
                "itinera.journey.calls.allow-loopback",
                "true",
                "itinera.journey.calls.endpoints.scoring.url",
                url + "/hooks/scoring",
                "itinera.journey.calls.endpoints.scoring.secret",
                "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
                "itinera.journey.calls.backoff",
                "PT0.05S",
                "itinera.journey.calls.timeout",
                "PT1S");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void profile(HttpExchange exchange) throws IOException {
        String json = profiles.get(after("/v1/profiles/", exchange));
        answer(exchange, json == null ? 404 : 200, json == null ? "{}" : json);
    }

    private void hook(HttpExchange exchange) throws IOException {
        String path = after("/hooks/", exchange);
        Map<String, String> headers = new ConcurrentHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        headers.put(":method", exchange.getRequestMethod());
        headers.put(":query", String.valueOf(exchange.getRequestURI().getRawQuery()));
        calls.add(new Call(path, headers, body(exchange)));
        List<String> told = answers.getOrDefault(path, List.of("200 {}"));
        String answer = told.get(Math.min((int) count(path), told.size()) - 1);
        answer(
                exchange,
                Integer.parseInt(answer.substring(0, 3)),
                answer.substring(3).strip());
    }

    private long count(String path) {
        return calls.stream().filter(call -> call.path().equals(path)).count();
    }

    private void stage(HttpExchange exchange) throws IOException {
        String[] what = after("/stage/", exchange).split("/", 2);
        String body = body(exchange);
        switch (what[0]) {
            case "profiles" -> profiles.put(what[1], body);
            case "answers" -> answers.put(what[1], body.lines().toList());
            default -> {
                // The calls are asked for.
            }
        }
        List<Call> asked =
                calls.stream().filter(call -> call.path().equals(what[1])).toList();
        answer(exchange, 200, Wire.JSON.writeValueAsString(asked));
    }

    private static String after(String prefix, HttpExchange exchange) {
        return exchange.getRequestURI().getPath().substring(prefix.length());
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
