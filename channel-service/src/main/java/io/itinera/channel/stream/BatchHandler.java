package io.itinera.channel.stream;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What is done with the records of one poll. */
@FunctionalInterface
public interface BatchHandler {

    /**
     * Makes the records' effect durable; the offsets are committed when it returns. When it throws, the same records come
     * again: it must be harmless to see one twice.
     */
    void handle(List<ConsumerRecord<byte[], byte[]>> records);
}
