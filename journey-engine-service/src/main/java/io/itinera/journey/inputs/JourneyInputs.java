package io.itinera.journey.inputs;

import io.itinera.journey.engine.Input;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Hands inputs to the engine, through Kafka, to whichever pod has the profile. */
@ApplicationScoped
public class JourneyInputs {

    private static final Logger LOG = Logger.getLogger(JourneyInputs.class);
    /** Longer than the producer's delivery timeout, so that what is answered as failed has failed. */
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

    private final MutinyEmitter<byte[]> topic;

    JourneyInputs(@Channel("journey-inputs") MutinyEmitter<byte[]> topic) {
        this.topic = topic;
    }

    /** Sends an input; the answer comes when Kafka has it. */
    public Uni<Void> send(String profileId, Input.Delivered input) {
        return topic.sendMessage(Message.of(InputSerde.write(input))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(profileId)
                        .withTimestamp(input.at())
                        .build()));
    }

    /**
     * Sends an input and waits for Kafka.
     *
     * @throws ProblemException 503 when Kafka does not take it
     */
    public void sendAndWait(String profileId, Input.Delivered input) {
        try {
            send(profileId, input).await().atMost(ACKNOWLEDGED_WITHIN);
        } catch (TimeoutException | KafkaException e) {
            LOG.warnf("input not with Kafka error=%s", e.getClass().getSimpleName());
            throw new ProblemException(CommonProblem.UNAVAILABLE, "Kafka does not take it: try again");
        }
    }
}
