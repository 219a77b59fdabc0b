package io.itinera.profile.topology;

import io.itinera.contracts.Topics;
import io.itinera.profile.identity.LinkDecisions;
import java.util.function.IntSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The topology: {@code events → resolve → keep → activity, profiles, identities}, by way of {@code profile-work} where the profile
 * is kept on another partition than the event came on. {@code read} brings {@code keep} what comes that way, and {@code messages} and
 * {@code consents}; what is led on to another profile goes through {@code profile-work} too.
 */
public final class ProfileTopology {

    /** Store of all published links, on every pod. */
    static final String LINKS = "links";
    /** Store of all segments, on every pod. */
    static final String SEGMENTS = "segments";
    /** Store of what is due when, and of how far the partition is in filling segments. */
    static final String TIMERS = "segment-timers";
    /** Store of profile states. */
    static final String PROFILES = "profile-states";
    /** Store of the messages counted lately. */
    static final String SEEN = "seen-messages";

    /** The processor that keeps profiles. */
    static final String KEEP = "keep";

    static final String LED_ON = "led-on";
    static final String ACTIVITY_OUT = "activity-out";
    static final String PROFILES_OUT = "profiles-out";
    static final String LINKS_OUT = "links-out";
    static final String PROGRESS_OUT = "progress-out";
    static final String EVENTS_DEAD = "events-dead";
    static final String MESSAGES_DEAD = "messages-dead";
    static final String CONSENTS_DEAD = "consents-dead";
    static final String WORK_DEAD = "work-dead";

    private static final String RESOLVE = "resolve";
    private static final String READ = "read";
    private static final String EVENTS_IN = "events-in";
    private static final String WORK_IN = "work-in";
    private static final String MESSAGES_IN = "messages-in";
    private static final String CONSENTS_IN = "consents-in";

    private ProfileTopology() {}

    /**
     * Builds it.
     *
     * @param decisions where links are decided
     * @param metrics where things are counted
     * @param partitions how many partitions each per-profile topic has
     * @param mostBytes most bytes of one profile's state
     * @param window how long a repeat has no effect
     * @param pace how much time segments may take
     * @param inflow how far what comes in is on its way
     */
    static Topology build(
            LinkDecisions decisions,
            ProfileMetrics metrics,
            IntSupplier partitions,
            int mostBytes,
            DedupeWindow window,
            SegmentPace pace,
            Inflow inflow) {
        Topology topology = new Topology();
        LiveSegments segments = new LiveSegments();
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(LINKS), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "links-in",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.IDENTITIES,
                "links-update",
                LinksUpdate::new);
        source(topology, EVENTS_IN, Topics.EVENTS);
        topology.addProcessor(RESOLVE, () -> new ResolveProcessor(decisions, metrics, partitions), EVENTS_IN);
        source(topology, WORK_IN, Topics.PROFILE_WORK);
        source(topology, MESSAGES_IN, Topics.MESSAGES);
        source(topology, CONSENTS_IN, Topics.CONSENTS);
        topology.addProcessor(READ, () -> new ReadProcessor(metrics), WORK_IN, MESSAGES_IN, CONSENTS_IN);
        topology.addProcessor(
                KEEP,
                () -> new KeepProcessor(mostBytes, window, metrics, new SegmentKeeper.Setting(segments, pace, inflow)),
                RESOLVE,
                READ);
        topology.addStateStore(timers(), KEEP);
        topology.addStateStore(profiles(), KEEP);
        topology.addStateStore(seen(window), KEEP);
        sink(topology, LED_ON, Topics.PROFILE_WORK, RESOLVE, READ, KEEP);
        sink(topology, ACTIVITY_OUT, Topics.ACTIVITY, KEEP);
        sink(topology, PROFILES_OUT, Topics.PROFILES, KEEP);
        sink(topology, LINKS_OUT, Topics.IDENTITIES, KEEP);
        sink(topology, PROGRESS_OUT, Topics.SEGMENT_PROGRESS, KEEP);
        sink(topology, CONSENTS_DEAD, Topics.dead(Topics.CONSENTS), READ, KEEP);
        sink(topology, EVENTS_DEAD, Topics.dead(Topics.EVENTS), RESOLVE, READ, KEEP);
        sink(topology, MESSAGES_DEAD, Topics.dead(Topics.MESSAGES), READ, KEEP);
        sink(topology, WORK_DEAD, Topics.dead(Topics.PROFILE_WORK), READ, KEEP);
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(SEGMENTS), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                "segments-in",
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                Topics.SEGMENTS,
                "segments-update",
                () -> new SegmentLoader(segments, metrics));
        return topology;
    }

    /** Where keep sends what came from a topic and cannot be used. */
    static String deadSink(String topic) {
        return switch (topic) {
            case Topics.EVENTS -> EVENTS_DEAD;
            case Topics.MESSAGES -> MESSAGES_DEAD;
            case Topics.CONSENTS -> CONSENTS_DEAD;
            default -> WORK_DEAD;
        };
    }

    private static StoreBuilder<KeyValueStore<String, byte[]>> profiles() {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(PROFILES), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> timers() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(TIMERS), Serdes.Bytes(), Serdes.ByteArray());
    }

    private static StoreBuilder<WindowStore<Bytes, byte[]>> seen(DedupeWindow window) {
        return Stores.windowStoreBuilder(
                Stores.persistentWindowStore(SEEN, window.kept(), DedupeWindow.BUCKET, false),
                Serdes.Bytes(),
                Serdes.ByteArray());
    }

    private static void source(Topology topology, String name, String topic) {
        topology.addSource(name, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
    }

    private static void sink(Topology topology, String name, String topic, String... parents) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), parents);
    }

    /** Keeps the latest record of each subject as it came. */
    private static final class LinksUpdate extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> link) {
            if (link.key() != null) {
                KeyValueStore<String, byte[]> links = context().getStateStore(LINKS);
                links.put(link.key(), link.value());
            }
        }
    }
}
