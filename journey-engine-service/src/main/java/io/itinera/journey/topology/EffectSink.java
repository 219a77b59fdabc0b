package io.itinera.journey.topology;

import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.contracts.Transition;
import io.itinera.journey.engine.Call;
import io.itinera.journey.engine.Effect;
import io.itinera.journey.inputs.InputSerde;
import io.itinera.journey.timers.TimerStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Carries out effects: records go to their topics with the logical time of what they tell, timers to their store. */
final class EffectSink {

    static final String DEAD = "dead";
    static final String SERVICE = "journey-engine-service";
    private static final JsonSerde<SendRequest> SEND = JsonSerde.of(SendRequest.class);
    private static final JsonSerde<SendCancel> CANCEL = JsonSerde.of(SendCancel.class);
    private static final JsonSerde<Call> CALL = JsonSerde.of(Call.class);
    private static final JsonSerde<TaskChange> TASK = JsonSerde.of(TaskChange.class);
    private static final JsonSerde<PrivacyReceipt> RECEIPT = JsonSerde.of(PrivacyReceipt.class);
    private static final JsonSerde<SourceEvent> EVENT = JsonSerde.of(SourceEvent.class);
    private static final JsonSerde<Transition> TRANSITION = JsonSerde.of(Transition.class);

    private final ProcessorContext<String, byte[]> context;
    private final TimerStore timers;
    private final EngineMetrics metrics;
    private Headers trace;

    EffectSink(ProcessorContext<String, byte[]> context, TimerStore timers, EngineMetrics metrics) {
        this.context = context;
        this.timers = timers;
        this.metrics = metrics;
    }

    /** Says what the next effects follow from: a record, or null for the passing of time, which belongs to no trace. */
    void follow(Record<String, byte[]> cause) {
        trace = cause == null ? null : TraceContext.of(cause.headers());
    }

    void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Send(SendRequest request) ->
                forward(Topics.SENDS, request.profileId(), SEND.write(request), request.requestedAt());
            case Effect.Cancel(SendCancel cancel) ->
                forward(Topics.SENDS, cancel.profileId(), CANCEL.write(cancel), cancel.at());
            case Effect.MakeCall(Call call) ->
                forward(Topics.JOURNEY_CALLS, call.profileId(), CALL.write(call), call.requestedAt());
            case Effect.Task(TaskChange change) ->
                forward(Topics.JOURNEY_TASKS, change.profileId(), TASK.write(change), change.at());
            case Effect.Publish(SourceEvent event) ->
                forward(Topics.EVENTS, event.key(), EVENT.write(event), event.receivedAt());
            case Effect.Record(Transition transition) -> {
                forward(Topics.TRANSITIONS, transition.profileId(), TRANSITION.write(transition), transition.at());
                metrics.took(transition);
            }
            case Effect.SetTimer(var timer) -> timers.set(timer);
            case Effect.CancelTimer(var timer) -> timers.cancel(timer);
            case Effect.Confirm(PrivacyReceipt receipt) ->
                forward(Topics.PRIVACY, receipt.subject(), RECEIPT.write(receipt), receipt.at());
            case Effect.Deliver(var toProfile, var input) ->
                forward(Topics.JOURNEY_INPUTS, toProfile, InputSerde.write(input), input.at());
        }
    }

    /** Puts a record away that cannot be processed, as it came. */
    void bury(Record<String, byte[]> record, String reason, String error) {
        RecordMetadata source = context.recordMetadata().orElseThrow();
        RecordHeaders headers = new RecordHeaders(record.headers());
        DeadLetter.describe(
                headers,
                source.topic(),
                SERVICE,
                reason,
                error == null ? reason : error,
                Instant.ofEpochMilli(context.currentSystemTimeMs()));
        headers.add(DeadLetter.PARTITION, text(source.partition()));
        headers.add(DeadLetter.OFFSET, text(source.offset()));
        context.forward(record.withHeaders(headers), DEAD);
        metrics.dead(source.topic(), reason);
    }

    private void forward(String sink, String key, byte[] value, Instant at) {
        context.forward(new Record<>(key, value, Math.max(0, at.toEpochMilli()), trace), sink);
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.UTF_8);
    }
}
