package io.itinera.channel.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/** One consumer in one thread: poll, handle, commit; on failure back to where the batch began. */
final class ConsumerLoop implements Runnable {

    private static final Logger LOG = Logger.getLogger(ConsumerLoop.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long AGAIN_MILLIS = 500;
    private static final long END_SECONDS = 10;

    private final String topic;
    private final Map<String, Object> settings;
    private final BatchHandler handler;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;
    private volatile KafkaConsumer<byte[], byte[]> consumer;

    ConsumerLoop(String topic, Map<String, Object> settings, BatchHandler handler) {
        this.topic = topic;
        this.settings = settings;
        this.handler = handler;
        this.thread = Thread.ofPlatform().name("read-" + topic).daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    void stop() {
        stopping.countDown();
        KafkaConsumer<byte[], byte[]> present = consumer;
        if (present != null) {
            present.wakeup();
        }
    }

    void await() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        while (!pauseUnlessStopping(0)) {
            try (KafkaConsumer<byte[], byte[]> opened = new KafkaConsumer<>(settings)) {
                consumer = opened;
                opened.subscribe(List.of(topic));
                poll(opened);
            } catch (WakeupException e) {
                LOG.debugf("consumer ends topic=%s", topic);
            } catch (KafkaException e) {
                LOG.warnf(
                        "consumer failed, starts again topic=%s error=%s",
                        topic, e.getClass().getSimpleName());
                pauseUnlessStopping(AGAIN_MILLIS);
            }
        }
    }

    private void poll(KafkaConsumer<byte[], byte[]> from) {
        while (stopping.getCount() > 0) {
            ConsumerRecords<byte[], byte[]> records = from.poll(POLL);
            if (!records.isEmpty()) {
                take(from, records);
            }
        }
    }

    private void take(KafkaConsumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>(records.count());
        records.forEach(batch::add);
        try {
            handler.handle(batch);
            from.commitSync();
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warnf(e, "batch failed, comes again topic=%s records=%d", topic, batch.size());
            Map<TopicPartition, Long> first = new HashMap<>();
            batch.forEach(r -> first.merge(new TopicPartition(r.topic(), r.partition()), r.offset(), Math::min));
            first.forEach((partition, offset) -> {
                if (from.assignment().contains(partition)) {
                    from.seek(partition, offset);
                }
            });
            pauseUnlessStopping(AGAIN_MILLIS);
        }
    }

    /** Waits; true when the loop is to end. */
    private boolean pauseUnlessStopping(long millis) {
        try {
            return stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
