package io.itinera.profile.topology;

import io.itinera.contracts.HomePartition;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TraceContext;
import io.itinera.profile.identity.LinkDecisions;
import io.itinera.profile.identity.Placement;
import io.itinera.profile.identity.Statement;
import io.itinera.profile.life.Life;
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
final class ResolveProcessor implements Processor<byte[], byte[], byte[], Object> {

    private static final JsonSerde<Move.Decided> DECIDED = JsonSerde.of(Move.Decided.class);

    private final LinkDecisions decisions;
    private final ProfileMetrics metrics;
    private final IntSupplier partitions;
    private int all;
    private ProcessorContext<byte[], Object> context;
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
    public void init(ProcessorContext<byte[], Object> processorContext) {
        this.context = processorContext;
        this.all = partitions.getAsInt();
        KeyValueStore<String, byte[]> published = processorContext.getStateStore(ProfileTopology.LINKS);
        this.links = new LinkCache(published);
    }

    @Override
    public void process(Record<byte[], byte[]> in) {
        Instant at = Instant.ofEpochMilli(in.timestamp());
        RecordMetadata from = context.recordMetadata().orElseThrow();
        SourceEvent event;
        try {
            event = EventReader.read(in.value(), at);
        } catch (MalformedEventException | SerializationException e) {
            DeadLetters.bury(in, from, e, metrics, context);
            return;
        }
        EventCheck.statement(event)
                .filter(statement -> !links.answers(statement))
                .ifPresent(statement -> decide(statement, at, in));
        Identifier primary = event.primary();
        String profileId = links.home(primary);
        forward(new Parcel(new Task.Happened(Life.Source.of(profileId, primary), event), in), from);
    }

    private void decide(Statement statement, Instant at, Record<byte[], byte[]> cause) {
        List<Placement> places = decisions.decide(statement, at);
        metrics.decided();
        links.learn(places, at);
        Headers headers = TraceContext.add(TraceContext.of(cause.headers()), new RecordHeaders());
        RecordMetadata from = context.recordMetadata().orElseThrow();
        Moves.announce(places, at).forEach((profile, decided) -> {
            Record<byte[], byte[]> said =
                    new Record<>(null, DECIDED.write(decided), at.toEpochMilli(), new RecordHeaders(headers));
            forward(new Parcel(new Task.Decided(profile, decided), said), from);
        });
    }

    /** What is for a profile of this partition is done at once, all else goes to the partition of its profile. */
    private void forward(Parcel parcel, RecordMetadata from) {
        String profileId = parcel.task().profileId();
        if (HomePartition.of(profileId, all) == context.taskId().partition()) {
            context.forward(parcel.in().withValue(parcel), ProfileTopology.KEEP);
        } else {
            context.forward(parcel.onwards(profileId, from), ProfileTopology.LED_ON);
        }
    }
}
