package io.itinera.contracts;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;

/**
 * Puts an event on the partition of the profile that its key names by itself. As long as no link says otherwise the event is
 * then where its profile is kept, and needs no further way there. All other records go by the hash of their key, as Kafka's own
 * producers have it; so does an event whose key is no identifier.
 */
public final class HomePartition implements Partitioner {

    /** The partition that keeps a profile, of as many as all per-profile topics have. */
    public static int of(String profileId, int partitions) {
        return hashed(profileId.getBytes(StandardCharsets.UTF_8), partitions);
    }

    /** The partition for an event with that key, of as many as {@link Topics#EVENTS} has. */
    public static int ofEvent(String key, int partitions) {
        try {
            return of(Identifier.parse(key).derivedProfileId(), partitions);
        } catch (IllegalArgumentException _) {
            return of(key, partitions);
        }
    }

    @Override
    public int partition(String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
        int partitions = cluster.partitionCountForTopic(topic);
        if (keyBytes == null) {
            return valueBytes == null ? 0 : hashed(valueBytes, partitions);
        }
        return topic.equals(Topics.EVENTS)
                ? ofEvent(new String(keyBytes, StandardCharsets.UTF_8), partitions)
                : hashed(keyBytes, partitions);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    private static int hashed(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
