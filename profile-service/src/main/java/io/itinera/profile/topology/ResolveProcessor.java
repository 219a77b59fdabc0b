package io.itinera.profile.topology;

import io.itinera.contracts.HomePartition;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.profile.identity.LinkDecisions;
import io.itinera.profile.identity.Placement;
import io.itinera.profile.identity.Statement;
import io.itinera.profile.life.MalformedEventException;
import io.itinera.profile.life.Move;
import io.itinera.profile.life.Moves;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds the profile of each event. Producers put most events where their profile is kept, see {@link HomePartition}; those go no
 * further. Only an event that links what is not known to be linked asks anybody.
 */
final class ResolveProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final JsonSerde<EventHead> HEADS = JsonSerde.of(EventHead.class);
    private static final JsonSerde<Move.Decided> DECIDED = JsonSerde.of(Move.Decided.class);

    private final LinkDecisions decisions;
    private final ProfileMetrics metrics;
    private final IntSupplier partitions;
    private int all;
    private ProcessorContext<byte[], byte[]> context;
    private LinkCache links;

    /**
     * @param decisions where links are decided
     * @param metrics where things are counted
     * @param partitions how many partitions each per-profile topic has; asked when a partition comes here
     */
    ResolveProcessor(LinkDecisions decisions, ProfileMetrics metrics, IntSupplier partitions) {
        this.decisions = decisions;
        this.metrics = metrics;
        this.partitions = partitions;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        this.context = processorContext;
        this.all = partitions.getAsInt();
        KeyValueStore<String, byte[]> published = processorContext.getStateStore(ProfileTopology.LINKS);
        this.links = new LinkCache(published);
    }

    @Override
    public void process(Record<byte[], byte[]> in) {
        Instant at = Instant.ofEpochMilli(in.timestamp());
        EventHead head;
        try {
            head = read(in.value());
        } catch (MalformedEventException | SerializationException e) {
            metrics.dead(Topics.EVENTS, DeadLetters.reason(e));
            context.forward(DeadLetters.of(in, source(), e, at), ProfileTopology.RESOLVE_DEAD);
            return;
        }
        head.statement(at).filter(statement -> !links.answers(statement)).ifPresent(s -> decide(s, at, in));
        Identifier primary = head.primary();
        Headers headers = new RecordHeaders(in.headers());
        // Last, since the last of a name counts: what a sender calls its own headers does not matter.
        Work.EVENT.headers().forEach(headers::add);
        headers.add(Work.IDENTIFIER, Work.bytes(primary.text())).add(Work.SOURCE, Work.bytes(source()));
        forward(links.home(primary), new Record<>(null, in.value(), in.timestamp(), headers));
    }

    private static EventHead read(byte[] value) {
        EventHead head = HEADS.read(value);
        if (head == null) {
            throw new MalformedEventException("empty", "the record has no value", null);
        }
        return head.checked();
    }

    private void decide(Statement statement, Instant at, Record<byte[], byte[]> cause) {
        List<Placement> places = decisions.decide(statement, at);
        metrics.decided();
        links.learn(places, at);
        Headers headers = Work.DECIDED.headers(TraceContext.of(cause.headers()));
        Moves.announce(places, at)
                .forEach((profile, decided) ->
                        forward(profile, new Record<>(null, DECIDED.write(decided), at.toEpochMilli(), headers)));
    }

    /** What is for a profile of this partition is done at once, all else goes to the partition of its profile. */
    private void forward(String profileId, Record<byte[], byte[]> work) {
        boolean here = HomePartition.of(profileId, all) == context.taskId().partition();
        context.forward(work.withKey(Work.bytes(profileId)), here ? ProfileTopology.KEEP : ProfileTopology.RESOLVED);
    }

    private String source() {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        return metadata.topic() + "/" + metadata.partition() + "/" + metadata.offset();
    }
}
