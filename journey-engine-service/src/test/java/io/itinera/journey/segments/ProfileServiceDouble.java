package io.itinera.journey.segments;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Segments over HTTP, as profile-service offers them: it refuses whatever breaks that API, keeps what it was given, and says that a segment
 * is ready when a test says so.
 */
final class ProfileServiceDouble implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final HttpServer server;
    private final Map<String, JsonNode> segments = new ConcurrentHashMap<>();
    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final List<String> problems = Collections.synchronizedList(new ArrayList<>());
    private volatile int failsWith;

    ProfileServiceDouble(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Each call answers with that status; 0 for as it should. */
    void failsWith(int status) {
        failsWith = status;
    }

    /** The segments are filled. */
    void fill() {
        ready.addAll(segments.keySet());
    }

    Map<String, JsonNode> segments() {
        return segments;
    }

    /** What was asked for that profile-service would refuse. */
    List<String> problems() {
        return problems;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String key = path.substring(path.lastIndexOf('/') + 1);
            String wrong = wrong(exchange, path, key);
            if (failsWith != 0) {
                respond(exchange, failsWith, "{}");
            } else if (wrong != null) {
                problems.add(exchange.getRequestMethod() + " " + path + " " + wrong);
                respond(exchange, 422, "{}");
            } else {
                switch (exchange.getRequestMethod()) {
                    case "GET" -> respond(exchange, segments.containsKey(key) ? 200 : 404, segment(key));
                    case "PUT" -> put(exchange, key);
                    default -> {
                        ready.remove(key);
                        respond(exchange, segments.remove(key) == null ? 404 : 204, "");
                    }
                }
            }
        }
    }

    private void put(HttpExchange exchange, String key) throws IOException {
        JsonNode body = Wire.JSON.readTree(exchange.getRequestBody());
        String wrong = wrong(key, body);
        if (wrong != null) {
            problems.add("PUT " + key + " " + wrong + ": " + body);
            respond(exchange, 422, "{}");
            return;
        }
        JsonNode there = segments.putIfAbsent(key, body);
        if (there != null && !there.equals(body)) {
            problems.add("PUT " + key + " replaces what it has not seen");
        }
        respond(exchange, there == null ? 201 : there.equals(body) ? 200 : 428, segment(key));
    }

    private String segment(String key) {
        return "{\"key\": \"%s\", \"state\": \"%s\", \"members\": 7}"
                .formatted(key, ready.contains(key) ? "ready" : "backfilling");
    }

    private static String wrong(HttpExchange exchange, String path, String key) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!path.equals("/v1/segments/" + key) || !KEY.matcher(key).matches()) {
            return "is no segment";
        }
        if (!"Bearer the-token".equals(authorization)) {
            return "has no token";
        }
        String method = exchange.getRequestMethod();
        if (method.equals("DELETE") && exchange.getRequestHeaders().getFirst("If-Match") == null) {
            return "removes what it has not seen";
        }
        return Set.of("GET", "PUT", "DELETE").contains(method) ? null : "is not offered";
    }

    private static String wrong(String key, JsonNode body) {
        Set<String> fields = new TreeSet<>();
        body.fieldNames().forEachRemaining(fields::add);
        fields.remove("zone");
        if (!fields.equals(Set.of("name", "condition", "derived"))) {
            return "has the fields " + fields;
        }
        String name = body.get("name").asText();
        if (name.isBlank() || name.length() > 200 || !body.get("derived").isBoolean()) {
            return "has a field of the wrong form";
        }
        var condition = Conditions.parse(Wire.JSON.convertValue(body.get("condition"), Map.class), "/condition");
        boolean shared = key.startsWith(Conditions.DERIVED);
        if (body.get("derived").booleanValue() != shared) {
            return "is not of the kind that its key says";
        }
        ZoneId zone = body.has("zone") ? ZoneId.of(body.get("zone").asText()) : null;
        return shared && !key.equals(Conditions.derivedKey(condition, zone)) ? "is not the key of the condition" : null;
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, status == 204 || bytes.length == 0 ? -1 : bytes.length);
        if (status != 204) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
