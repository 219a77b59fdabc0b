package io.itinera.journey.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A Kubernetes API server with one kind and one namespace, by HTTPS, for whoever has the service account's token (and may do what the
 * manifests' role says) or the administrator's (and may do all).
 */
public final class KubernetesApi implements QuarkusTestResourceLifecycleManager {

    static final String NAMESPACE = "shop";
    static final String COLLECTION = "/apis/itinera.io/v1alpha1/namespaces/" + NAMESPACE + "/journeys";
    static final String ADMINISTRATOR = "administrator";

    private static final String URL = "itinera.test.kubernetes";
    private static final String ENGINE = "engine";

    private final Resources resources = new Resources();
    private HttpsServer server;
    private Path credentials;
    private volatile boolean away;

    /** Where it is. The test is loaded by another class loader than this server, and so speaks to it by HTTP. */
    static String url() {
        return System.getProperty(URL);
    }

    @Override
    public Map<String, String> start() {
        try {
            credentials = Files.createTempDirectory("serviceaccount");
            Files.writeString(credentials.resolve("token"), ENGINE + "\n");
            Files.writeString(credentials.resolve("namespace"), NAMESPACE);
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(Authority.in(credentials)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(COLLECTION, this::api);
        server.createContext("/stage/", this::stage);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        String url = "https://localhost:" + server.getAddress().getPort();
        System.setProperty(URL, url);
        return Map.of(
                "itinera.journey.cluster.enabled",
                "true",
                "itinera.journey.cluster.api-server",
                url,
                "itinera.journey.cluster.credentials",
                credentials.toString(),
                "itinera.journey.cluster.resync",
                "PT2S");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void api(HttpExchange exchange) throws IOException {
        if (away) {
            exchange.close();
            return;
        }
        String caller = exchange.getRequestHeaders().getFirst("authorization");
        if (!List.of("Bearer " + ENGINE, "Bearer " + ADMINISTRATOR).contains(caller)) {
            answer(exchange, new Resources.Answer(401, "{}"));
            return;
        }
        String path = exchange.getRequestURI().getPath().substring(COLLECTION.length());
        Map<String, String> query = query(exchange);
        String method = exchange.getRequestMethod();
        if (method.equals("GET") && path.isEmpty() && query.containsKey("watch")) {
            watch(exchange, query);
        } else if (!method.equals("GET") && !method.equals("PATCH") && !caller.endsWith(ADMINISTRATOR)) {
            answer(exchange, new Resources.Answer(403, "{}"));
        } else if (method.equals("PATCH")
                && !exchange.getRequestHeaders().getFirst("content-type").startsWith("application/merge-patch+json")) {
            answer(exchange, new Resources.Answer(415, "{}"));
        } else {
            answer(exchange, resources.handle(method, path, body(exchange)));
        }
    }

    private void watch(HttpExchange exchange, Map<String, String> query) throws IOException {
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        long from = Long.parseLong(query.get("resourceVersion"));
        long end = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(query.get("timeoutSeconds")))
                        .toNanos();
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            out.flush();
            Optional<Resources.Event> event = resources.after(from, end);
            while (event.isPresent() && !away) {
                out.write((event.get().line() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                from = event.get().resourceVersion();
                event = event.get().isLast() ? Optional.empty() : resources.after(from, end);
            }
        }
    }

    private void stage(HttpExchange exchange) throws IOException {
        String what = exchange.getRequestURI().getPath().substring("/stage/".length());
        switch (what) {
            case "away" -> {
                away = true;
                resources.forget();
            }
            case "back" -> away = false;
            case "forget" -> resources.forget();
            default -> {
                // Only the number is asked for.
            }
        }
        answer(exchange, new Resources.Answer(200, Long.toString(resources.statusPatches())));
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        String raw = exchange.getRequestURI().getQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return query;
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, Resources.Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
