package io.itinera.ingest.intake;

import io.itinera.ingest.IngestProblem;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Collects a request's body up to a limit. A gzip body is inflated after it came, and never beyond the limit: a small body that
 * would inflate to gigabytes costs no more than a plain one.
 */
final class RequestBody {

    /** Beyond this nobody who is merely careless sends on; the connection is closed. */
    private static final long HOPELESS = 8L << 20;

    private final HttpServerRequest request;
    private final Limit limit;
    private final Consumer<byte[]> good;
    private final Consumer<ProblemException> bad;
    private Buffer collected;
    private boolean own;
    private long length;

    private RequestBody(HttpServerRequest request, Limit limit, Consumer<byte[]> good, Consumer<ProblemException> bad) {
        this.request = request;
        this.limit = limit;
        this.good = good;
        this.bad = bad;
    }

    /** Reads the body and calls one of the two, on the event loop. */
    static void read(HttpServerRequest request, Limit limit, Consumer<byte[]> good, Consumer<ProblemException> bad) {
        RequestBody body = new RequestBody(request, limit, good, bad);
        request.handler(body::part);
        request.endHandler(end -> body.complete());
    }

    private void part(Buffer part) {
        length += part.length();
        if (length > HOPELESS) {
            request.connection().close();
        } else if (length > limit.bytes()) {
            // The rest is read and dropped, so that the caller reads the answer instead of a reset connection.
            collected = null;
        } else if (collected == null) {
            collected = part;
        } else {
            if (!own) {
                collected = Buffer.buffer(Math.min(limit.bytes(), 2 * (collected.length() + part.length())))
                        .appendBuffer(collected);
                own = true;
            }
            collected.appendBuffer(part);
        }
    }

    private void complete() {
        byte[] body;
        try {
            body = content();
        } catch (ProblemException e) {
            bad.accept(e);
            return;
        }
        good.accept(body);
    }

    private byte[] content() {
        if (length > limit.bytes()) {
            throw tooLarge(limit);
        }
        byte[] sent = collected == null ? new byte[0] : collected.getBytes();
        String encoding = request.getHeader("Content-Encoding");
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return sent;
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            throw new ProblemException(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is not gzip or identity");
        }
        return inflated(sent, limit);
    }

    /** The inflated body, when it is not larger than the limit. */
    static byte[] inflated(byte[] sent, Limit limit) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(sent), 8192)) {
            byte[] body = gzip.readNBytes(limit.bytes() + 1);
            if (body.length > limit.bytes()) {
                throw tooLarge(limit);
            }
            return body;
        } catch (ZipException | EOFException e) {
            throw SegmentReader.malformed("the body is not gzip, though Content-Encoding says so", "");
        } catch (IOException e) {
            throw SegmentReader.malformed("the gzip body cannot be read", "");
        }
    }

    private static ProblemException tooLarge(Limit limit) {
        return new ProblemException(
                limit.kind(),
                "the body has at most %d bytes, also when inflated".formatted(limit.bytes()),
                List.of(new Problem.FieldError("", "is larger")));
    }

    /**
     * How large a body may be.
     *
     * @param bytes most bytes, as sent and inflated
     * @param kind the problem of a larger one
     */
    record Limit(int bytes, IngestProblem kind) {}
}
