package io.itinera.profile.topology;

import io.itinera.contracts.Activity;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.profile.life.Move;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** What one step sends, as bytes, ready to go. */
final class Emissions {

    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final JsonSerde<ProfileSnapshot> SNAPSHOTS = JsonSerde.of(ProfileSnapshot.class);
    private static final JsonSerde<IdentityLink> LINKS = JsonSerde.of(IdentityLink.class);
    private static final JsonSerde<Move.Arrived> ARRIVED = JsonSerde.of(Move.Arrived.class);

    private final byte[] key;
    private final long at;
    private final Headers trace;
    private final List<Emission> all = new ArrayList<>();

    /**
     * @param trace the trace that all of it belongs to, or null
     */
    Emissions(byte[] key, Instant at, Headers trace) {
        this.key = key;
        this.at = at.toEpochMilli();
        this.trace = trace;
    }

    private record Emission(String sink, Record<byte[], byte[]> out) {}

    /**
     * @param origin the part that an event belongs to, null for none; told where it is not the profile's own, so that the log can be
     *     read again part by part
     */
    void activity(Activity activity, String origin) {
        Record<byte[], byte[]> out =
                new Record<>(key, ACTIVITY.write(activity), activity.at().toEpochMilli(), trace);
        boolean foreign =
                origin != null && activity.cause() instanceof Activity.Tracked && !origin.equals(activity.profileId());
        if (foreign) {
            out.headers().add(SegmentWork.ORIGIN, Work.bytes(origin));
        }
        add(ProfileTopology.ACTIVITY_OUT, out);
    }

    void snapshot(ProfileSnapshot snapshot) {
        add(ProfileTopology.PROFILES_OUT, new Record<>(key, SNAPSHOTS.write(snapshot), at));
    }

    void link(IdentityLink link) {
        add(ProfileTopology.LINKS_OUT, new Record<>(Work.bytes(link.subject()), LINKS.write(link), at));
    }

    void arrival(String profileId, Move.Arrived arrived) {
        add(
                ProfileTopology.LED_ON,
                new Record<>(Work.bytes(profileId), ARRIVED.write(arrived), at, Work.ARRIVED.headers(trace)));
    }

    void forwardTo(ProcessorContext<byte[], byte[]> context) {
        all.forEach(emission -> context.forward(emission.out(), emission.sink()));
    }

    private void add(String sink, Record<byte[], byte[]> out) {
        all.add(new Emission(sink, out));
    }
}
