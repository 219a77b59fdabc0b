package io.itinera.profile.topology;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.profile.life.History;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What fills segments, as it goes over {@link Topics#PROFILE_WORK} to the partitions, and what they say of it on
 * {@link Topics#SEGMENT_PROGRESS}.
 */
public final class SegmentWork {

    /** Header of an activity: the part that the event belongs to, where that is not the profile's own. */
    public static final String ORIGIN = "origin";

    /** Key of a request to a whole partition, where others have a profile id. */
    static final String PARTITION = "partition";

    private static final JsonSerde<Counted> COUNTED = JsonSerde.of(Counted.class);
    private static final JsonSerde<Fill> FILL = JsonSerde.of(Fill.class);
    private static final JsonSerde<Progress> PROGRESS = JsonSerde.of(Progress.class);

    private SegmentWork() {}

    /**
     * Occurrences from the log, for one part of one profile.
     *
     * @param origin the part
     * @param histories by tracker
     */
    record Counted(String origin, Map<String, History> histories) {}

    /**
     * Memberships are to follow all definitions up to a revision.
     *
     * @param revision the newest that counts
     */
    record Fill(long revision) {}

    /**
     * How far a partition is, see {@link Filling}.
     *
     * @param partition which
     * @param counting what definitions up to this revision count is counted as it happens
     * @param filled memberships follow the definitions up to this revision
     * @param scanned every profile was held against the definitions up to this revision
     * @param looked how many profiles the latest scan has looked at
     */
    public record Progress(int partition, long counting, long filled, long scanned, long looked) {}

    /** What brings occurrences to the profile that had them, or to whom it went. */
    public static ProducerRecord<byte[], byte[]> counted(
            String profileId, String origin, Map<String, History> histories, long at) {
        return new ProducerRecord<>(
                Topics.PROFILE_WORK,
                null,
                at,
                Work.bytes(profileId),
                COUNTED.write(new Counted(origin, histories)),
                Work.COUNTED.headers());
    }

    /** What begins a scan in a partition, once all that was sent there before is done. */
    public static ProducerRecord<byte[], byte[]> fill(int partition, long revision, long at) {
        return new ProducerRecord<>(
                Topics.PROFILE_WORK,
                partition,
                at,
                Work.bytes(PARTITION),
                FILL.write(new Fill(revision)),
                Work.FILL.headers());
    }

    /** What a partition says. */
    public static Progress progress(byte[] value) {
        return PROGRESS.read(value);
    }

    static byte[] write(Progress progress) {
        return PROGRESS.write(progress);
    }

    static Counted readCounted(byte[] value) {
        return COUNTED.read(value);
    }

    static Fill readFill(byte[] value) {
        return FILL.read(value);
    }
}
