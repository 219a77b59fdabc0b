package io.itinera.ingest.intake;

import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.IngestProblem;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Tells the three content modes of the CloudEvents HTTP binding apart. */
final class CloudEventRequest {

    private static final String HEADER = "ce-";

    private CloudEventRequest() {}

    /** What reads the body of this request. */
    static Function<byte[], Call> reader(HttpServerRequest request, IngestConfig limits) {
        String contentType = request.getHeader("Content-Type");
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("application/cloudevents-batch+json")) {
            return body -> CloudEventReader.batch(body, limits);
        }
        if (type.startsWith("application/cloudevents+json")) {
            return body -> CloudEventReader.structured(limited(body, limits));
        }
        if (request.getHeader("ce-specversion") != null) {
            Map<String, String> attributes = attributes(request);
            return body -> CloudEventReader.binary(attributes, contentType, limited(body, limits));
        }
        return body -> {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/cloudevents+json or application/cloudevents-batch+json, "
                            + "and there is no ce-specversion");
        };
    }

    private static Map<String, String> attributes(HttpServerRequest request) {
        Map<String, String> attributes = new HashMap<>();
        request.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(HEADER)) {
                attributes.put(lower.substring(HEADER.length()), decoded(value));
            }
        });
        return attributes;
    }

    /** The binding percent-encodes what a header cannot hold; a plus is a plus. */
    private static String decoded(String value) {
        try {
            return value.indexOf('%') < 0
                    ? value
                    : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private static byte[] limited(byte[] body, IngestConfig limits) {
        if (body.length > limits.maxEventBytes()) {
            throw new ProblemException(
                    IngestProblem.EVENT_TOO_LARGE,
                    "an event has at most %d bytes".formatted(limits.maxEventBytes()),
                    List.of(new Problem.FieldError("", "is larger")));
        }
        return body;
    }
}
