package io.itinera.journey.cluster;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A Kubernetes API server with one kind and one namespace, by HTTPS, for whoever has the service account's token (and may do what the
 * manifests' role says) or the administrator's (and may do all). Pods find it and their account as they do in a cluster.
 */
public final class KubernetesApi implements QuarkusTestResourceLifecycleManager {

    static final String NAMESPACE = "shop";
    static final String COLLECTION = "/apis/itinera.io/v1alpha1/namespaces/" + NAMESPACE + "/journeys";
    static final String ADMINISTRATOR = "administrator";

    private static final String URL = "itinera.test.kubernetes";
    private static final String STAGE = "/stage/";

    private final Vertx vertx = Vertx.vertx();
    private final Resources resources = new Resources();
    private Path account;
    private volatile String token;
    private volatile boolean away;

    /** Where it is. The test is loaded by another class loader than this server, and so speaks to it by HTTP. */
    static String url() {
        return System.getProperty(URL);
    }

    @Override
    public Map<String, String> start() {
        HttpServer server;
        try {
            account = Files.createTempDirectory("serviceaccount");
            Files.writeString(account.resolve("namespace"), NAMESPACE);
            rotate();
            server = vertx.createHttpServer(new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(Authority.in(account))
                    .setHost("localhost")
                    .setPort(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.requestHandler(this::handle)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        String port = Integer.toString(server.actualPort());
        System.setProperty(URL, "https://localhost:" + port);
        System.setProperty("KUBERNETES_SERVICE_HOST", "localhost");
        System.setProperty("KUBERNETES_SERVICE_PORT", port);
        System.setProperty("kubernetes.auth.tryKubeConfig", "false");
        System.setProperty(
                "kubernetes.auth.serviceAccount.token", account.resolve("token").toString());
        System.setProperty("kubernetes.certs.ca.file", account.resolve("ca.crt").toString());
        System.setProperty("kubenamespace", account.resolve("namespace").toString());
        return Map.of("itinera.journey.cluster.enabled", "true", "itinera.journey.cluster.resync", "PT2S");
    }

    @Override
    public void stop() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpServerRequest request) {
        if (request.path().startsWith(STAGE)) {
            answer(request, stage(request.path().substring(STAGE.length())));
        } else if (away) {
            request.connection().close();
        } else {
            api(request);
        }
    }

    private void api(HttpServerRequest request) {
        String caller = request.getHeader("authorization");
        boolean administrator = ("Bearer " + ADMINISTRATOR).equals(caller);
        String method = request.method().name();
        if (!administrator && !("Bearer " + token).equals(caller)) {
            answer(request, Resources.Answer.no(401));
        } else if (!request.path().startsWith(COLLECTION)) {
            answer(request, Resources.Answer.no(404));
        } else if (!administrator && !List.of("GET", "PATCH").contains(method)) {
            answer(request, Resources.Answer.no(403));
        } else if (method.equals("PATCH")
                && !request.getHeader("content-type").startsWith("application/merge-patch+json")) {
            answer(request, Resources.Answer.no(415));
        } else if ("true".equals(request.getParam("watch"))) {
            long from = Long.parseLong(request.getParam("resourceVersion"));
            long seconds = Long.parseLong(request.getParam("timeoutSeconds"));
            request.toWebSocket().onSuccess(socket -> Thread.ofVirtual()
                    .start(() -> watch(socket, from, Duration.ofSeconds(seconds))));
        } else {
            String path = request.path().substring(COLLECTION.length());
            request.body()
                    .map(body -> resources.handle(method, path, body.toString()))
                    .onSuccess(answer -> answer(request, answer));
        }
    }

    private void watch(ServerWebSocket socket, long since, Duration time) {
        long from = since;
        long end = System.nanoTime() + time.toNanos();
        Optional<Resources.Event> event = resources.after(from, end);
        while (event.isPresent() && !away && !socket.isClosed()) {
            socket.writeTextMessage(event.get().line());
            from = event.get().resourceVersion();
            event = event.get().isLast() ? Optional.empty() : resources.after(from, end);
        }
        socket.close();
    }

    private Resources.Answer stage(String what) {
        switch (what) {
            case "away" -> {
                away = true;
                resources.forget();
            }
            case "back" -> away = false;
            case "forget" -> resources.forget();
            case "rotate" -> rotate();
            default -> {
                // Only the number is asked for.
            }
        }
        return new Resources.Answer(200, Long.toString(resources.statusPatches()));
    }

    /** Another token for the service account; the one before is worth nothing any more. */
    private void rotate() {
        try {
            String next = UUID.randomUUID().toString();
            Files.writeString(account.resolve("token"), next);
            token = next;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpServerRequest request, Resources.Answer answer) {
        request.response()
                .setStatusCode(answer.status())
                .putHeader("content-type", "application/json")
                .end(Buffer.buffer(answer.body()));
    }
}
