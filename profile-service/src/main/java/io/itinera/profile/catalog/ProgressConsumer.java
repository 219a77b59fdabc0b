package io.itinera.profile.catalog;

import io.itinera.contracts.Topics;
import io.itinera.profile.topology.SegmentWork;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes in what partitions say on {@link Topics#SEGMENT_PROGRESS}. */
@ApplicationScoped
class ProgressConsumer {

    private static final Logger LOG = Logger.getLogger(ProgressConsumer.class);

    private final FillingStore store;

    ProgressConsumer(FillingStore store) {
        this.store = store;
    }

    @Incoming("segment-progress")
    @Blocking
    void said(ConsumerRecords<byte[], byte[]> batch) {
        Map<Integer, SegmentWork.Progress> latest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                SegmentWork.Progress said = SegmentWork.progress(record.value());
                if (said != null) {
                    latest.put(said.partition(), said);
                }
            } catch (SerializationException e) {
                LOG.warnf("progress not readable, passed over offset=%d", record.offset());
            }
        }
        store.said(List.copyOf(latest.values()));
    }
}
