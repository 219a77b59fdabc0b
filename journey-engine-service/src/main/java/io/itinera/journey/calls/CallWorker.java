package io.itinera.journey.calls;

import io.itinera.contracts.JsonSerde;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.definition.WebhookStep;
import io.itinera.journey.engine.Call;
import io.itinera.journey.engine.Input;
import io.itinera.journey.inputs.JourneyInputs;
import io.itinera.journey.projection.DeadLetters;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Works off the calls, many at the same time and in no order. A call counts as done when Kafka has its answer: after a crash in
 * between it is made again with the same id, and the engine passes over an answer that comes twice.
 */
@ApplicationScoped
class CallWorker {

    private static final Logger LOG = Logger.getLogger(CallWorker.class);
    private static final JsonSerde<Call> CALL = JsonSerde.of(Call.class);

    private final Multi<Message<byte[]>> calls;
    private final Caller caller;
    private final JourneyInputs inputs;
    private final DeadLetters letters;
    private final CallsConfig config;
    private final InstantSource clock;
    private Cancellable work;

    CallWorker(
            @Channel("journey-calls") Multi<Message<byte[]>> calls,
            Caller caller,
            JourneyInputs inputs,
            @Channel("journey-calls-dead") MutinyEmitter<byte[]> dead,
            CallsConfig config,
            InstantSource clock) {
        this.calls = calls;
        this.caller = caller;
        this.inputs = inputs;
        this.letters = new DeadLetters(dead, clock);
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        work = calls.onItem()
                .transformToUni(this::work)
                .merge(config.concurrency())
                .subscribe()
                .with(_ -> {}, e -> LOG.errorf(e, "calls are not worked off any more"));
    }

    /** What is under way is not acknowledged, and is made again elsewhere. */
    void end(@Observes ShutdownEvent event) {
        work.cancel();
    }

    private Uni<Void> work(Message<byte[]> message) {
        Call call;
        try {
            call = usable(CALL.read(message.getPayload()));
        } catch (SerializationException e) {
            return bury(message, e.getMessage()).chain(() -> Uni.createFrom().completionStage(message::ack));
        }
        return caller.call(call).chain(answer -> tell(call, answer)).chain(() -> Uni.createFrom()
                .completionStage(message::ack));
    }

    private Uni<Void> tell(Call call, Answer answer) {
        return inputs.send(
                        call.profileId(),
                        new Input.Answered(
                                call.journey().instance(),
                                call.journey().step(),
                                call.visit(),
                                answer,
                                clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                .onFailure()
                .invoke(e -> LOG.warnf(
                        "answer not with Kafka, trying again error=%s",
                        e.getClass().getSimpleName()))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private static Call usable(Call call) {
        if (call == null
                || call.id() == null
                || call.profileId() == null
                || call.journey() == null
                || call.until() == null
                || Stream.of(WebhookStep.Method.values())
                        .noneMatch(m -> m.name().equals(call.method()))) {
            throw new SerializationException("a call has an id, a profile, a step, a time and a method of HTTP");
        }
        return call;
    }

    @SuppressWarnings("unchecked")
    private Uni<Void> bury(Message<byte[]> message, String error) {
        ConsumerRecord<byte[], byte[]> record = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .orElseThrow()
                .getRecord();
        return letters.bury(record, error);
    }
}
