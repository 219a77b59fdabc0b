package io.itinera.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.ingest.IngestProblem;
import io.itinera.problems.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RequestBodyTest {

    private static final RequestBody.Limit LIMIT = new RequestBody.Limit(1000, IngestProblem.BATCH_TOO_LARGE);

    @Test
    void inflatesUpToTheLimitAndNoFurther() throws IOException {
        assertThat(RequestBody.inflated(gzip(1000), LIMIT)).hasSize(1000);
        assertThatThrownBy(() -> RequestBody.inflated(gzip(1001), LIMIT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at most 1000 bytes");
    }

    @Property(tries = 300)
    void answersDamagedGzipWithAProblemOnly(@ForAll int place, @ForAll byte damage) throws IOException {
        byte[] body = gzip(500);
        body[Math.floorMod(place, body.length)] = damage;
        try {
            RequestBody.inflated(body, LIMIT);
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(400);
        }
    }

    private static byte[] gzip(int length) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[length]);
        }
        return zipped.toByteArray();
    }
}
