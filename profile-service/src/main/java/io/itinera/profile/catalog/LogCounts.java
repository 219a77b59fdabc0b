package io.itinera.profile.catalog;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.profile.life.History;
import io.itinera.profile.life.Part;
import io.itinera.profile.segment.SegmentIndex;
import io.itinera.profile.segment.Tracker;
import io.itinera.profile.topology.SegmentWork;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/** What new definitions count in a stretch of the log, part by part. */
final class LogCounts {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);

    private final SegmentIndex index;
    private final Map<Place, Map<String, History>> found = new LinkedHashMap<>();

    LogCounts(SegmentIndex index) {
        this.index = index;
    }

    /**
     * A part of a profile, as it was when the event came.
     *
     * @param profileId profile
     * @param origin part
     */
    private record Place(String profileId, String origin) {}

    void read(ConsumerRecord<byte[], byte[]> record) {
        Activity entry;
        try {
            entry = ACTIVITY.read(record.value());
        } catch (SerializationException e) {
            return; // not ours: whoever reads the topic live has made a dead letter of it
        }
        if (entry == null
                || !(entry.cause() instanceof Activity.Tracked tracked)
                || !Part.counts(tracked.type(), tracked.name())) {
            return;
        }
        for (Tracker tracker : index.trackers(tracked.name())) {
            if (tracker.counts(tracked.properties(), entry.at(), entry.traits())) {
                Instant when =
                        tracked.occurredAt() == null || tracked.occurredAt().isAfter(entry.at())
                                ? entry.at()
                                : tracked.occurredAt();
                found.computeIfAbsent(new Place(entry.profileId(), origin(record, entry)), p -> new HashMap<>())
                        .compute(tracker.key(), (key, before) -> tracker.after(before, when, entry.id(), entry.at()));
            }
        }
    }

    /** What is to be sent to the partitions. */
    List<ProducerRecord<byte[], byte[]>> work(Instant now) {
        List<ProducerRecord<byte[], byte[]>> work = new ArrayList<>(found.size());
        found.forEach((place, histories) ->
                work.add(SegmentWork.counted(place.profileId(), place.origin(), histories, now.toEpochMilli())));
        return work;
    }

    private static String origin(ConsumerRecord<byte[], byte[]> record, Activity entry) {
        Header origin = record.headers().lastHeader(SegmentWork.ORIGIN);
        return origin == null ? entry.profileId() : new String(origin.value(), StandardCharsets.UTF_8);
    }
}
