package io.itinera.channel.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver that follows Standard Webhooks to the letter. What it takes, and what it refuses, can be asked for. */
public final class WebhookSink {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookSink() {}

    static int start() {
        return Shared.get("sink", () -> {
            try {
                HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
                server.setExecutor(Executors.newFixedThreadPool(
                        4, Thread.ofPlatform().daemon().factory()));
                server.createContext("/", WebhookSink::take);
                server.start();
                return server.getAddress().getPort();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Where it listens. */
    public static int port() {
        return start();
    }

    /** Verified deliveries at a path: {@code id}, {@code body}, {@code status}. */
    public static List<Map<String, String>> at(String path) {
        return Shared.log("sink.taken").stream()
                .filter(d -> d.get("path").equals(path))
                .toList();
    }

    /** Deliveries that the specification does not allow. */
    public static List<Map<String, String>> refused() {
        return List.copyOf(Shared.log("sink.refused"));
    }

    /** The statuses that a path answers with, one after the other; then 204. {@code 0} answers nothing at all. */
    public static void answers(String path, int... statuses) {
        Shared.switches().put("sink" + path, Arrays.toString(statuses));
    }

    /** The secret that a path verifies with, where it is not the configured one. */
    public static void secret(String path, String secret) {
        Shared.switches().put("secret" + path, secret);
    }

    private static void take(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        String path = call.getRequestURI().getPath();
        String violation = violation(call, path, body);
        if (violation != null) {
            Shared.log("sink.refused").add(Map.of("path", path, "why", violation));
            ConsentServer.answer(call, 400, "{}");
            return;
        }
        int status = nextStatus(path);
        Shared.log("sink.taken")
                .add(Map.of(
                        "path",
                        path,
                        "id",
                        call.getRequestHeaders().getFirst("webhook-id"),
                        "status",
                        Integer.toString(status),
                        "body",
                        new String(body, StandardCharsets.UTF_8)));
        if (status == 0) {
            return;
        }
        call.sendResponseHeaders(status, -1);
        call.close();
    }

    private static synchronized int nextStatus(String path) {
        String left = Shared.switches().getOrDefault("sink" + path, "[]");
        int[] statuses = Arrays.stream(left.replaceAll("[\\[\\] ]", "").split(","))
                .filter(s -> !s.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
        if (statuses.length == 0) {
            return 204;
        }
        answers(path, Arrays.copyOfRange(statuses, 1, statuses.length));
        return statuses[0];
    }

    private static String violation(HttpExchange call, String path, byte[] body) throws IOException {
        String id = call.getRequestHeaders().getFirst("webhook-id");
        String timestamp = call.getRequestHeaders().getFirst("webhook-timestamp");
        String signatures = call.getRequestHeaders().getFirst("webhook-signature");
        if (!"POST".equals(call.getRequestMethod()) || id == null || timestamp == null || signatures == null) {
            return "method or headers";
        }
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > 300) {
            return "timestamp";
        }
        String secret = Shared.switches().getOrDefault("secret" + path, Stage.SECRET);
        if (!List.of(signatures.split(" ")).contains(sign(secret, id, timestamp, body))) {
            return "signature";
        }
        JsonNode payload = JSON.readTree(body);
        boolean shaped =
                payload.path("type").isTextual() && payload.path("timestamp").isTextual() && payload.has("data");
        return shaped ? null : "payload";
    }

    private static String sign(String secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
