package io.itinera.profile.topology;

import io.itinera.profile.life.MalformedEventException;
import java.util.Arrays;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads what other partitions, channel-service and consent-service say; what is not for this partition is led on. */
final class ReadProcessor implements Processor<byte[], byte[], byte[], Object> {

    private final ProfileMetrics metrics;
    private ProcessorContext<byte[], Object> context;

    ReadProcessor(ProfileMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        this.context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> in) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        try {
            Parcel parcel = new Parcel(TaskReader.read(from.topic(), in), in);
            String profileId = parcel.task().profileId();
            if (Arrays.equals(in.key(), Work.bytes(profileId))) {
                context.forward(in.withValue(parcel), ProfileTopology.KEEP);
            } else {
                metrics.forwarded();
                context.forward(parcel.onwards(profileId, from), ProfileTopology.LED_ON);
            }
        } catch (MalformedEventException | SerializationException e) {
            DeadLetters.bury(in, from, e, metrics, context);
        }
    }
}
