package io.itinera.channel.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * consent-service as its contract has it, and strict about it; also a profile-service with one profile.
 */
public final class ConsentServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> FIELDS = Set.of("id", "profileId", "channel", "purpose", "address", "messageId");

    /** Id of the profile that is found by {@code userId:42}. */
    public static final String ADA_ID = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";

    /** All fields of profile-service's {@code ProfileView}, as that service writes them. */
    private static final String ADA = """
            {"id":"%s","identifiers":["userId:42","email:ada@shop.example"],\
            "traits":{"email":"ada@shop.example","first_name":"Ada"},"computed":{"orders":3},\
            "consents":{"email/marketing":true},"eventCounts":{"Order Completed":3},\
            "firstSeen":"2026-01-05T09:00:00Z","lastSeen":"2026-03-01T10:15:30.123456Z"}""".formatted(ADA_ID);

    private ConsentServer() {}

    static int start() {
        return Shared.get("consent.port", () -> {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
                server.setExecutor(Executors.newFixedThreadPool(
                        4, Thread.ofPlatform().daemon().factory()));
                server.createContext("/v1/checks", ConsentServer::check);
                server.createContext("/v1/profiles/", ConsentServer::profile);
                server.start();
                return server.getAddress().getPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A profile of which {@code what} is true: denied, denied-email, suppressed, no-receipt, or nothing. */
    public static String profile(String what) {
        String id = UUID.randomUUID().toString();
        Shared.switches().put("profile." + id, what);
        return id;
    }

    /** What is true of a profile from now on. */
    public static void says(String profile, String what) {
        Shared.switches().put("profile." + profile, what);
    }

    /** Whether it refuses whole calls for one question of the purpose {@code picky}. */
    public static void picky(boolean picky) {
        Shared.switches().put("consent.picky", Boolean.toString(picky));
    }

    /** Whether it answers. */
    public static void down(boolean down) {
        Shared.switches().put("consent.down", Boolean.toString(down));
    }

    /** Calls that broke the contract. */
    public static List<Map<String, String>> violations() {
        return List.copyOf(Shared.log("consent.violations"));
    }

    /** Sizes of the calls so far. */
    public static List<Map<String, String>> calls() {
        return List.copyOf(Shared.log("consent.calls"));
    }

    private static void check(HttpExchange call) throws IOException {
        JsonNode body = JSON.readTree(call.getRequestBody());
        if ("true".equals(Shared.switches().get("consent.picky"))
                && body.toString().contains("picky")) {
            answer(call, 422, "{}");
            return;
        }
        String violation = violation(call, body);
        if (violation != null) {
            Shared.log("consent.violations").add(Map.of("what", violation));
            answer(call, 400, "{}");
            return;
        }
        if ("true".equals(Shared.switches().get("consent.down"))) {
            answer(call, 503, "{}");
            return;
        }
        Shared.log("consent.calls")
                .add(Map.of("size", Integer.toString(body.get("checks").size())));
        ObjectNode reply = JSON.createObjectNode();
        ArrayNode results = reply.putArray("results");
        body.get("checks").forEach(question -> results.add(verdict(question)));
        answer(call, 200, reply.toString());
    }

    private static ObjectNode verdict(JsonNode question) {
        String profile = question.get("profileId").asText();
        boolean marketing = !"transactional".equals(question.get("purpose").asText());
        boolean email = "email".equals(question.get("channel").asText());
        boolean suppressed =
                said(profile, "suppressed") && question.path("address").asText().startsWith(profile + "@");
        boolean denied = marketing && (said(profile, "denied") || email && said(profile, "denied-email"));
        String id = question.get("id").asText();
        ObjectNode verdict = JSON.createObjectNode().put("id", id).put("allowed", !denied && !suppressed);
        verdict.put("reason", suppressed ? "suppressed-address" : denied ? "no-consent" : "granted");
        if (!said(profile, "no-receipt")) {
            verdict.put("receipt", "receipt-of-" + id);
        }
        verdict.put("unsubscribeUrl", "https://c.shop.example/u/" + id);
        verdict.put("preferencesUrl", "https://c.shop.example/preferences/" + id);
        return verdict.put("somethingNewer", true);
    }

    private static boolean said(String profile, String what) {
        return what.equals(Shared.switches().get("profile." + profile));
    }

    private static String violation(HttpExchange call, JsonNode body) {
        if (!"POST".equals(call.getRequestMethod())
                || !"/v1/checks".equals(call.getRequestURI().getPath())) {
            return "not POST /v1/checks";
        }
        if (!("Bearer " + Stage.TOKEN).equals(call.getRequestHeaders().getFirst("Authorization"))) {
            return "bearer token";
        }
        if (!String.valueOf(call.getRequestHeaders().getFirst("Content-Type")).startsWith("application/json")) {
            return "content type";
        }
        JsonNode checks = body.get("checks");
        if (body.size() != 1 || checks == null || !checks.isArray() || checks.isEmpty() || checks.size() > 1000) {
            return "checks";
        }
        for (JsonNode question : checks) {
            for (String field : List.of("id", "profileId", "channel", "purpose")) {
                if (question.path(field).asText().isEmpty()) {
                    return field;
                }
            }
            if (!question.get("profileId").asText().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                return "profileId is a UUID";
            }
            if (question.properties().stream()
                    .anyMatch(p -> !FIELDS.contains(p.getKey()) || !p.getValue().isTextual())) {
                return "unknown field";
            }
        }
        return null;
    }

    private static void profile(HttpExchange call) throws IOException {
        boolean known = call.getRequestURI().getPath().endsWith("/userId:42");
        answer(call, known ? 200 : 404, known ? ADA : "{}");
    }

    static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
