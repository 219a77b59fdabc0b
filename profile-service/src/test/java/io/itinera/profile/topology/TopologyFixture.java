package io.itinera.profile.topology;

import io.itinera.contracts.Activity;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.PublishedSegment;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.contracts.Wire;
import io.itinera.profile.identity.LinkGraph;
import io.itinera.watermarks.Upstream;
import io.itinera.watermarks.Watermark;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology on a driver, with links decided in memory. */
final class TopologyFixture {

    /** Partitions of a deployment in which every profile is kept on the one that there is. */
    static final int HERE = 1;
    /** So many that no profile of a test is kept on the first. */
    static final int ELSEWHERE = 1_000_003;

    static final int MOST_BYTES = 100_000;

    /** Without grace: the driver's clock stands still while records come in. */
    static final SegmentPace PACE = new SegmentPace(Duration.ofMillis(100), 1000, 2, Duration.ZERO, Duration.ZERO);

    final LinkGraph links = new LinkGraph();
    final Topology topology;

    private final TopologyTestDriver driver;
    private boolean watched;
    private Watermark watermark;
    private final TestOutputTopic<String, Activity> activity;
    private final TestOutputTopic<String, ProfileSnapshot> profiles;
    private final TestOutputTopic<String, IdentityLink> identities;
    private final List<TestRecord<String, Activity>> seenActivity = new ArrayList<>();
    private final Map<String, ProfileSnapshot> seenProfiles = new HashMap<>();
    private final Map<String, List<TestRecord<byte[], byte[]>>> dead = new HashMap<>();

    TopologyFixture() {
        this(HERE);
    }

    /** @param partitions how many there are; the driver has the first */
    TopologyFixture(int partitions) {
        this(partitions, DedupeWindow.DAY);
    }

    /**
     * @param partitions how many there are; the driver has the first
     * @param window how long a repeat has no effect
     */
    TopologyFixture(int partitions, DedupeWindow window) {
        topology = ProfileTopology.build(
                links,
                new ProfileMetrics(new SimpleMeterRegistry()),
                () -> partitions,
                MOST_BYTES,
                window,
                PACE,
                new Inflow(new SetUpstream(), Duration.ofMillis(500)));
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "profile-service");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, "target/streams-" + System.identityHashCode(this));
        driver = new TopologyTestDriver(topology, settings, Events.NOON);
        activity = out(Topics.ACTIVITY, Activity.class);
        profiles = out(Topics.PROFILES, ProfileSnapshot.class);
        identities = out(Topics.IDENTITIES, IdentityLink.class);
    }

    void send(Events events) {
        SourceEvent event = events.event();
        driver.createInputTopic(Topics.EVENTS, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        event.key().getBytes(StandardCharsets.UTF_8),
                        JsonSerde.of(SourceEvent.class).write(event),
                        event.receivedAt());
    }

    /** As {@link #send}, within a trace. */
    void sendTraced(Events events, String traceparent) {
        SourceEvent event = events.event();
        RecordHeaders headers = new RecordHeaders();
        TraceContext.put(traceparent, headers);
        driver.createInputTopic(Topics.EVENTS, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(
                        event.key().getBytes(StandardCharsets.UTF_8),
                        JsonSerde.of(SourceEvent.class).write(event),
                        headers,
                        event.receivedAt()));
    }

    void outcome(String profileId, String messageId, MessageStatus status) {
        MessageOutcome outcome = new MessageOutcome(
                messageId,
                profileId,
                "email",
                "t",
                "marketing",
                null,
                status,
                Events.NOON,
                null,
                null,
                null,
                null,
                false);
        driver.createInputTopic(Topics.MESSAGES, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        profileId.getBytes(StandardCharsets.UTF_8),
                        JsonSerde.of(MessageOutcome.class).write(outcome),
                        Events.NOON.plusSeconds(60));
    }

    void raw(String topic, String key, String value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(bytes(key), bytes(value), Events.NOON);
    }

    /** Publishes a segment, the way the catalog does. */
    void segment(String key, Definition... versions) {
        PublishedSegment segment = new PublishedSegment(
                key,
                key,
                false,
                PublishedSegment.State.BACKFILLING,
                Stream.of(versions)
                        .map(v -> new PublishedSegment.Version(
                                v.revision(),
                                v.condition() == null ? null : Wire.JSON.valueToTree(v.condition()),
                                v.zone()))
                        .toList());
        driver.createInputTopic(Topics.SEGMENTS, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(bytes(key), JsonSerde.of(PublishedSegment.class).write(segment));
    }

    /** A definition of a segment, as JSON. */
    record Definition(long revision, Map<String, Object> condition, String zone) {
        Definition(long revision, Map<String, Object> condition) {
            this(revision, condition, null);
        }
    }

    /** Has the partition follow definitions up to a revision, and lets it do so, look by look. */
    void fill(long revision) {
        work(SegmentWork.fill(0, revision, Events.NOON.toEpochMilli()));
        for (int look = 0; look < 5; look++) {
            pass(PACE.interval());
        }
    }

    /** What filling sends. */
    void work(ProducerRecord<byte[], byte[]> record) {
        driver.createInputTopic(Topics.PROFILE_WORK, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), record.timestamp()));
    }

    /** Lets time pass. */
    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** From now on the way here is watched, and nothing is known of it until a watermark comes. */
    void watchUpstream() {
        watched = true;
    }

    /** All that came in before {@code at} is applied, on whatever pod. */
    void applied(Instant at) {
        watermark = new Watermark(at, Map.of());
    }

    /** What consent-service says. */
    void consents(String profileId, String channel, String purpose, boolean granted) {
        ConsentState.Choice choice = new ConsentState.Choice(channel, purpose, granted, Events.NOON, "api", "1", null);
        driver.createInputTopic(Topics.CONSENTS, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        bytes(profileId),
                        JsonSerde.of(ConsentState.class).write(new ConsentState(profileId, List.of(choice))),
                        Events.NOON);
    }

    /** How far the partition says it is. */
    List<SegmentWork.Progress> progress() {
        return driver
                .createOutputTopic(Topics.SEGMENT_PROGRESS, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(SegmentWork::progress)
                .toList();
    }

    List<TestRecord<String, Activity>> activityRecords() {
        seenActivity.addAll(activity.readRecordsToList());
        return seenActivity;
    }

    List<Activity> activity() {
        return activityRecords().stream().map(TestRecord::value).toList();
    }

    List<Activity.Cause> causes(String profileId) {
        return activity().stream()
                .filter(entry -> entry.profileId().equals(profileId))
                .map(Activity::cause)
                .toList();
    }

    Map<String, ProfileSnapshot> profiles() {
        seenProfiles.putAll(profiles.readKeyValuesToMap());
        return seenProfiles;
    }

    Map<String, IdentityLink> links() {
        return identities.readKeyValuesToMap();
    }

    List<TestRecord<byte[], byte[]>> dead(String topic) {
        List<TestRecord<byte[], byte[]>> letters = dead.computeIfAbsent(topic, t -> new ArrayList<>());
        letters.addAll(
                driver.createOutputTopic(Topics.dead(topic), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readRecordsToList());
        return letters;
    }

    void close() {
        driver.close();
    }

    private <T> TestOutputTopic<String, T> out(String topic, Class<T> type) {
        return driver.createOutputTopic(
                topic, new StringDeserializer(), JsonSerde.of(type).deserializer());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the test says. */
    private final class SetUpstream implements Upstream {
        @Override
        public boolean watched() {
            return watched;
        }

        @Override
        public Watermark newest() {
            return watermark;
        }
    }
}
