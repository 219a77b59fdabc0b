package io.itinera.ingest.intake;

import io.itinera.contracts.EventType;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.IngestProblem;
import io.itinera.ingest.intake.DeadEvent.Form;
import io.itinera.ingest.quota.Quotas;
import io.itinera.ingest.writekey.Sender;
import io.itinera.ingest.writekey.WriteKeys;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The public routes. They run on the event loop from the first byte to the answer and bypass the REST layer, whose work per
 * request would cost as much as all of ours.
 */
@ApplicationScoped
class IntakeRoutes {

    private static final int MAX_IDEMPOTENCY_KEY = 256;

    /** The paths of a single event; the short ones are those of analytics.js. */
    private static final Map<String, EventType> SINGLE = Map.ofEntries(
            Map.entry("/v1/track", EventType.TRACK),
            Map.entry("/v1/t", EventType.TRACK),
            Map.entry("/v1/identify", EventType.IDENTIFY),
            Map.entry("/v1/i", EventType.IDENTIFY),
            Map.entry("/v1/page", EventType.PAGE),
            Map.entry("/v1/p", EventType.PAGE),
            Map.entry("/v1/screen", EventType.SCREEN),
            Map.entry("/v1/s", EventType.SCREEN),
            Map.entry("/v1/group", EventType.GROUP),
            Map.entry("/v1/g", EventType.GROUP),
            Map.entry("/v1/alias", EventType.ALIAS),
            Map.entry("/v1/a", EventType.ALIAS));

    private final Intake intake;
    private final WriteKeys keys;
    private final Quotas quotas;
    private final Answers answers;
    private final IngestConfig config;
    private final InstantSource time;
    private final Vertx vertx;

    IntakeRoutes(
            Intake intake,
            WriteKeys keys,
            Quotas quotas,
            Answers answers,
            IngestConfig config,
            InstantSource time,
            Vertx vertx) {
        this.intake = intake;
        this.keys = keys;
        this.quotas = quotas;
        this.answers = answers;
        this.config = config;
        this.time = time;
        this.vertx = vertx;
    }

    void register(@Observes Router router) {
        RequestBody.Limit one = new RequestBody.Limit(config.maxEventBytes(), IngestProblem.EVENT_TOO_LARGE);
        RequestBody.Limit many = new RequestBody.Limit(config.maxBatchBytes(), IngestProblem.BATCH_TOO_LARGE);
        SINGLE.forEach((path, type) ->
                segment(router, path, new Endpoint(one, false, Form.SEGMENT), body -> single(body, type)));
        segment(router, "/v1/batch", new Endpoint(many, false, Form.SEGMENT), this::batch);
        segment(router, "/v1/b", new Endpoint(many, false, Form.SEGMENT), this::batch);
        segment(router, "/v1/import", new Endpoint(many, true, Form.SEGMENT), this::batch);
        Endpoint events = new Endpoint(many, false, Form.CLOUDEVENT);
        router.post("/v1/events").handler(event -> {
            HttpServerRequest request = event.request();
            receive(request, events, CloudEventRequest.reader(request, config));
        });
        cors(router, "/v1/events");
    }

    private void segment(Router router, String path, Endpoint endpoint, Function<byte[], Call> reader) {
        router.post(path).handler(event -> receive(event.request(), endpoint, reader));
        cors(router, path);
    }

    /** Any page may send; no cookie plays a part, so no credentials are allowed. */
    private static void cors(Router router, String path) {
        router.options(path).handler(event -> {
            String wanted = event.request().getHeader("Access-Control-Request-Headers");
            event.response()
                    .setStatusCode(204)
                    .putHeader("Access-Control-Allow-Origin", "*")
                    .putHeader("Access-Control-Allow-Methods", "POST")
                    .putHeader("Access-Control-Allow-Headers", wanted == null ? "*" : wanted)
                    .putHeader("Access-Control-Max-Age", "7200")
                    .putHeader("Vary", "Access-Control-Request-Headers")
                    .end();
        });
    }

    private Call batch(byte[] body) {
        return SegmentReader.batch(body, config);
    }

    private static Call single(byte[] body, EventType type) {
        Call call = SegmentReader.single(body);
        call.events().getFirst().type = type.wire();
        return call;
    }

    private void receive(HttpServerRequest request, Endpoint endpoint, Function<byte[], Call> reader) {
        HttpServerResponse response = request.response();
        if (endpoint.form() == Form.SEGMENT && !isJson(request.getHeader("Content-Type"))) {
            answers.failure(
                    response,
                    new ProblemException(
                            CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                            "Content-Type is not application/json or text/plain"));
            return;
        }
        RequestBody.read(
                request,
                endpoint.limit(),
                body -> {
                    try {
                        admit(request, endpoint, reader.apply(body));
                    } catch (RuntimeException e) {
                        answers.failure(response, e);
                    }
                },
                problem -> answers.failure(response, problem));
    }

    /** Finds the source by the key in the header or in the body; asks the database only for a key that is not known. */
    private void admit(HttpServerRequest request, Endpoint endpoint, Call call) {
        String inHeader = SenderKey.in(request.getHeader("Authorization"));
        Sender sender = inHeader == null ? null : keys.senderOf(inHeader);
        String inBody = call.writeKey();
        if (sender == null && inBody != null) {
            sender = keys.senderOf(inBody);
        }
        if (sender != null) {
            take(request, endpoint, call, sender);
            return;
        }
        Context context = vertx.getOrCreateContext();
        String unknown = inBody != null ? inBody : inHeader;
        if (unknown == null) {
            answers.failure(request.response(), refused());
            return;
        }
        keys.lookFor(unknown).thenAccept(found -> context.runOnContext(go -> late(request, endpoint, call, found)));
    }

    private void late(HttpServerRequest request, Endpoint endpoint, Call call, Optional<Sender> sender) {
        try {
            take(request, endpoint, call, sender.orElseThrow(IntakeRoutes::refused));
        } catch (RuntimeException e) {
            answers.failure(request.response(), e);
        }
    }

    private void take(HttpServerRequest request, Endpoint endpoint, Call call, Sender sender) {
        withinQuota(sender, call.events().size());
        Context context = vertx.getOrCreateContext();
        HttpServerResponse response = request.response();
        String ip = config.recordIp() ? request.remoteAddress().hostAddress() : null;
        Receipt receipt = Receipt.of(sender.source(), now(), ip, idempotencyKey(request), endpoint.past());
        intake.take(call, receipt, endpoint.form())
                .whenComplete((done, error) -> context.runOnContext(go -> {
                    if (error == null) {
                        answers.success(response);
                    } else {
                        answers.failure(response, error);
                    }
                }));
    }

    private void withinQuota(Sender sender, int events) {
        Duration wait = quotas.take(sender.writeKey(), events);
        if (wait != null) {
            // Rounded up, or the caller comes a little too early.
            Duration told = wait.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
            throw new ProblemException(
                    Problem.of(
                            IngestProblem.QUOTA_EXCEEDED, "nothing of the call is kept; repeat it after Retry-After"),
                    Map.of(
                            "Retry-After",
                            Long.toString(told.toSeconds()),
                            "X-RateLimit-Reset",
                            Long.toString(now().plus(told).getEpochSecond())));
        }
    }

    /** In whole milliseconds, as Kafka keeps it. */
    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String idempotencyKey(HttpServerRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key != null && key.length() > MAX_IDEMPOTENCY_KEY) {
            throw SegmentReader.malformed("Idempotency-Key has more than 256 characters", "");
        }
        return key;
    }

    /** True for JSON, for the plain text that beacons send, and when nothing is said. */
    private static boolean isJson(String contentType) {
        if (contentType == null) {
            return true;
        }
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).trim();
        return type.isEmpty() || type.equalsIgnoreCase("application/json") || type.equalsIgnoreCase("text/plain");
    }

    private static ProblemException refused() {
        return new ProblemException(
                Problem.of(
                        IngestProblem.UNKNOWN_WRITE_KEY,
                        "send a valid write key as the user name of Basic authentication, as a bearer token or as writeKey"),
                Map.of("WWW-Authenticate", "Basic realm=\"write key\""));
    }

    /**
     * How a path is served.
     *
     * @param limit how large a body may be
     * @param past true when events keep their times
     * @param form how bodies are read
     */
    private record Endpoint(RequestBody.Limit limit, boolean past, Form form) {}
}
