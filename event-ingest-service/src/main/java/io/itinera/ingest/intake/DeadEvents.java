package io.itinera.ingest.intake;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.Topics;
import io.itinera.ingest.IngestConfig;
import io.itinera.problems.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Takes events that intake refused once more. */
public final class DeadEvents {

    private DeadEvents() {}

    /** True when the letter was written by this service, so that its body is what a sender sent. */
    public static boolean isOurs(Headers headers) {
        Header service = headers.lastHeader(DeadLetter.SERVICE);
        return service != null
                && Arrays.equals(service.value(), DeadEvent.SERVICE.getBytes(StandardCharsets.UTF_8))
                && headers.lastHeader("intake-form") != null;
    }

    /**
     * Checks a letter's body as if it came now, and with the id that it had then.
     *
     * @param headers the letter's headers
     * @param body the letter's body, or a repaired one
     * @param limits the service's limits
     * @param now time of receipt of the event that it becomes
     * @throws RefusedException when it still cannot be used
     */
    public static ProducerRecord<byte[], byte[]> retry(Headers headers, byte[] body, IngestConfig limits, Instant now) {
        DeadEvent about = DeadEvent.of(headers);
        Call call;
        try {
            call = about.form() == DeadEvent.Form.SEGMENT
                    ? SegmentReader.single(body)
                    : CloudEventReader.structured(body);
        } catch (ProblemException e) {
            throw new RefusedException("malformed", e.problem().detail());
        }
        if (body.length > 2L * limits.maxEventBytes()) {
            throw new RefusedException("too-long", "the event is larger than the limit");
        }
        EventDraft draft = call.events().getFirst();
        if (draft.type == null) {
            draft.type = about.type();
        }
        if (draft.messageId == null && about.messageId() != null) {
            boolean usable = about.messageId().length() <= EventRules.MAX_IDENTIFIER;
            draft.messageId = usable ? about.messageId() : ProfileIds.derive(about.messageId());
        }
        EventWriter.Written written = new EventWriter(about.receipt().again(now), Call.Common.NOTHING).write(draft, 0);
        if (written.refusal() != null) {
            throw new RefusedException(
                    written.refusal().reason().wire(), written.refusal().detail());
        }
        return new ProducerRecord<>(Topics.EVENTS, null, now.toEpochMilli(), written.key(), written.value());
    }
}
