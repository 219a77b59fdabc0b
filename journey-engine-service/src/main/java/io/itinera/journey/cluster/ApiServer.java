package io.itinera.journey.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Kubernetes API, as far as journeys need it: list, watch, get, and two patches. It is asked with the pod's service account
 * token, and believed where the cluster's certificate authority vouches for it.
 */
@ApplicationScoped
class ApiServer {

    private static final String API = "/apis/itinera.io/v1alpha1/namespaces/";
    private static final String KIND = "/journeys";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int NOT_FOUND = 404;
    private static final int FAILED = 400;

    private final ClusterConfig config;
    private final Vertx vertx;
    private HttpClient client;

    ApiServer(ClusterConfig config, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * All journeys.
     *
     * @param resourceVersion from where to watch
     */
    record Listed(List<JourneyResource> items, String resourceVersion) {}

    private record Answer(int status, Buffer body) {}

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }

    /** All journeys of the namespace. */
    Listed list() {
        Answer answer = answered(HttpMethod.GET, "", "", null);
        JsonNode json = json(answer.body().toString());
        List<JourneyResource> items = new ArrayList<>();
        json.path("items").forEach(item -> items.add(JourneyResource.of(item)));
        return new Listed(items, json.at("/metadata/resourceVersion").asText());
    }

    /** A journey as it is now. */
    Optional<JourneyResource> get(String name) {
        Answer answer = call(HttpMethod.GET, "/" + name, "", null);
        return answer.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(JourneyResource.of(
                        json(good(answer, HttpMethod.GET, name).body().toString())));
    }

    /** Patches the status; a resource that is gone needs none. */
    void tell(JourneyResource resource, ObjectNode patch) {
        Answer answer = call(HttpMethod.PATCH, "/" + resource.name() + "/status", "?fieldManager=itinera", patch);
        if (answer.status() != NOT_FOUND) {
            good(answer, HttpMethod.PATCH, resource.name());
        }
    }

    /** Puts the finalizer on a resource. */
    JourneyResource hold(JourneyResource resource) {
        List<String> finalizers = new ArrayList<>(resource.finalizers());
        finalizers.add(JourneyResource.FINALIZER);
        return finalizers(resource, finalizers);
    }

    /** Takes the finalizer off. */
    JourneyResource release(JourneyResource resource) {
        List<String> finalizers = new ArrayList<>(resource.finalizers());
        finalizers.remove(JourneyResource.FINALIZER);
        return finalizers(resource, finalizers);
    }

    private JourneyResource finalizers(JourneyResource resource, List<String> finalizers) {
        ObjectNode patch = Wire.JSON.createObjectNode();
        // Others have finalizers, too: theirs are written only as long as they are the ones that were read.
        ArrayNode all = patch.putObject("metadata")
                .put("resourceVersion", resource.resourceVersion())
                .putArray("finalizers");
        finalizers.forEach(all::add);
        Answer answer = answered(HttpMethod.PATCH, "/" + resource.name(), "?fieldManager=itinera", patch);
        return JourneyResource.of(json(answer.body().toString()));
    }

    /** Watches all journeys from there on, for as long as the configuration says. */
    Watch watch(String resourceVersion) {
        Watch watch = new Watch();
        long seconds = Math.max(1, config.resync().toSeconds());
        RequestOptions options = options(
                HttpMethod.GET,
                "",
                "?watch=1&allowWatchBookmarks=true&resourceVersion=" + resourceVersion + "&timeoutSeconds=" + seconds);
        client().request(options)
                .compose(request -> request.send())
                .onSuccess(watch::begin)
                .onFailure(_ -> watch.end());
        return watch;
    }

    private Answer answered(HttpMethod method, String path, String query, JsonNode body) {
        return good(call(method, path, query, body), method, path);
    }

    private static Answer good(Answer answer, HttpMethod method, String what) {
        if (answer.status() >= FAILED) {
            throw ClusterException.answered(method.name(), what.isEmpty() ? "journeys" : what, answer.status());
        }
        return answer;
    }

    private Answer call(HttpMethod method, String path, String query, JsonNode body) {
        RequestOptions options =
                options(method, path, query).setTimeout(config.timeout().toMillis());
        if (body != null) {
            options.putHeader("content-type", MERGE_PATCH);
        }
        CompletableFuture<Answer> answer = client().request(options)
                .compose(request -> body == null ? request.send() : request.send(Buffer.buffer(body.toString())))
                .compose(response -> response.body().map(read -> new Answer(response.statusCode(), read)))
                .toCompletionStage()
                .toCompletableFuture();
        try {
            return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new ClusterException(
                    "the API server did not answer: " + why.getClass().getSimpleName(), why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted", e);
        }
    }

    private RequestOptions options(HttpMethod method, String path, String query) {
        URI server = config.apiServer();
        boolean secure = server.getScheme().equals("https");
        return new RequestOptions()
                .setMethod(method)
                .setHost(server.getHost())
                .setPort(server.getPort() > 0 ? server.getPort() : secure ? 443 : 80)
                .setSsl(secure)
                .setURI(API + credential("namespace") + KIND + path + query)
                .putHeader("accept", "application/json")
                .putHeader("user-agent", "Itinera")
                .putHeader("authorization", "Bearer " + credential("token"));
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = vertx.createHttpClient(new HttpClientOptions()
                    .setConnectTimeout((int) config.timeout().toMillis())
                    .setVerifyHost(true)
                    .setTrustOptions(new PemTrustOptions()
                            .addCertPath(config.credentials().resolve("ca.crt").toString())));
        }
        return client;
    }

    private String credential(String name) {
        try {
            return Files.readString(config.credentials().resolve(name)).strip();
        } catch (IOException e) {
            throw new ClusterException("the service account has no " + name, e);
        }
    }

    static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ClusterException("the API server's answer is not JSON", e);
        }
    }
}
