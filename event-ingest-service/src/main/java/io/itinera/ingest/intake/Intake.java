package io.itinera.ingest.intake;

import io.itinera.contracts.Topics;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.IngestProblem;
import io.itinera.ingest.publish.EventPublisher;
import io.itinera.ingest.publish.Tracing;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Checks the events of a call, writes each to {@code events} or {@code events.dead}, and counts. */
@ApplicationScoped
class Intake {

    /** How much larger than a batch its records may become when a batch's context is merged into each event. */
    private static final int MAX_GROWTH = 8;

    private final EventPublisher publisher;
    private final Tracing tracing;
    private final long maxBytes;
    private final Counter accepted;
    private final Map<Refusal.Reason, Counter> refused = new EnumMap<>(Refusal.Reason.class);

    Intake(EventPublisher publisher, Tracing tracing, IngestConfig config, MeterRegistry metrics) {
        this.publisher = publisher;
        this.tracing = tracing;
        this.maxBytes = (long) MAX_GROWTH * config.maxBatchBytes();
        this.accepted = metrics.counter("itinera_events_accepted");
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            refused.put(reason, metrics.counter("itinera_events_refused", "reason", reason.wire()));
        }
    }

    /**
     * Takes a call.
     *
     * @return completes when Kafka has all of its events, those that cannot be used too
     * @throws ProblemException when the merged events are beyond the limit
     */
    CompletionStage<Void> take(Call call, Receipt receipt, DeadEvent.Form form) {
        EventWriter writer = new EventWriter(receipt, call.common());
        List<ProducerRecord<byte[], byte[]>> records =
                new ArrayList<>(call.events().size());
        long at = receipt.receivedAt().toEpochMilli();
        Headers trace = tracing.current();
        long bytes = 0;
        int good = 0;
        for (int i = 0; i < call.events().size(); i++) {
            EventDraft draft = call.events().get(i);
            EventWriter.Written written = writer.write(draft, i);
            if (written.refusal() == null) {
                good++;
                bytes += written.value().length;
                records.add(new ProducerRecord<>(Topics.EVENTS, null, at, written.key(), written.value(), trace));
            } else {
                records.add(dead(new DeadEvent(form, draft.type, receipt, written.messageId()), call, draft, written));
            }
            if (bytes > maxBytes) {
                throw new ProblemException(
                        IngestProblem.BATCH_TOO_LARGE,
                        "with the batch's context in each event it has more than %d bytes".formatted(maxBytes),
                        List.of(new Problem.FieldError("/context", "is repeated too often")));
            }
        }
        int count = good;
        return publisher.publish(records).thenRun(() -> accepted.increment(count));
    }

    private ProducerRecord<byte[], byte[]> dead(
            DeadEvent about, Call call, EventDraft draft, EventWriter.Written written) {
        Refusal refusal = written.refusal();
        refused.get(refusal.reason()).increment();
        String id = draft.userId != null ? draft.userId : draft.anonymousId;
        ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>(
                Topics.dead(Topics.EVENTS),
                null,
                about.receipt().receivedAt().toEpochMilli(),
                id == null ? null : id.getBytes(StandardCharsets.UTF_8),
                DeadEvent.body(draft.item, call.common()));
        about.describe(dead.headers(), refusal);
        return dead;
    }
}
