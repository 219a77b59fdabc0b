package io.itinera.profile.catalog;

import io.itinera.conditions.Condition;
import io.itinera.profile.ProfileConfig;
import io.itinera.profile.catalog.FillingStore.Phase;
import io.itinera.profile.catalog.FillingStore.Reading;
import io.itinera.profile.catalog.FillingStore.Run;
import io.itinera.profile.segment.Definition;
import io.itinera.profile.segment.SegmentIndex;
import io.itinera.profile.segment.SegmentRules;
import io.itinera.profile.topology.SegmentWork;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Fills new and changed segments, several at once, one filling after the other. Each partition first says that it counts what the
 * definitions count; only then is the log read, so that no event is missed between; what was counted twice is one occurrence. Then
 * each partition holds its profiles against the definitions. Every step is kept before the next: after a crash, any pod goes on.
 */
@ApplicationScoped
class Fillings {

    private static final Logger LOG = Logger.getLogger(Fillings.class);
    private static final int TRANSACTION_SECONDS = 120;

    private final SegmentStore segments;
    private final Segments changes;
    private final FillingStore store;
    private final ActivityLog log;
    private final ProfileConfig config;
    private final InstantSource clock;

    Fillings(
            SegmentStore segments,
            Segments changes,
            FillingStore store,
            ActivityLog log,
            ProfileConfig config,
            InstantSource clock) {
        this.segments = segments;
        this.changes = changes;
        this.store = store;
        this.log = log;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "{itinera.profile.segments.fill-every:0.5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void goOn() {
        try {
            boolean went = true;
            while (went) {
                went = QuarkusTransaction.requiringNew()
                        .timeout(TRANSACTION_SECONDS)
                        .call(() -> store.mine() && step());
            }
        } catch (RuntimeException e) {
            LOG.warnf("segments not filled, trying again error=%s", e.toString());
        }
    }

    /** One step; false when there is nothing to do but to wait. */
    private boolean step() {
        Run run = store.run().orElse(null);
        if (run == null) {
            return begin();
        }
        return switch (run.phase()) {
            case COUNTING -> counting(run);
            case READING -> reading(run);
            case SCANNING -> scanning(run);
        };
    }

    private boolean begin() {
        List<SegmentRow> waiting = pending(Long.MAX_VALUE);
        if (waiting.isEmpty() || !segments.nothingWaits()) {
            return false;
        }
        store.begin(waiting.getLast().revision);
        LOG.infof("filling begun segments=%d revision=%d", waiting.size(), waiting.getLast().revision);
        return true;
    }

    private boolean counting(Run run) {
        List<ActivityLog.Extent> extents = log.extents();
        if (!store.counting(run.revision(), extents.size())) {
            return false;
        }
        boolean needsLog = pending(run.revision()).stream()
                .filter(row -> row.condition != null)
                .anyMatch(row -> SegmentRules.needsLog(Segments.condition(row.condition)));
        for (ActivityLog.Extent extent : extents) {
            store.read(extent.partition(), extent.begin(), needsLog ? extent.end() : extent.begin());
        }
        store.phase(Phase.READING);
        return true;
    }

    private boolean reading(Run run) {
        Reading reading = store.toRead().orElse(null);
        if (reading == null) {
            int partitions = log.extents().size();
            List<ProducerRecord<byte[], byte[]>> work = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                work.add(SegmentWork.fill(
                        partition, run.revision(), clock.instant().toEpochMilli()));
            }
            log.send(work);
            store.phase(Phase.SCANNING);
            return true;
        }
        LogCounts counts = new LogCounts(index(run.revision()));
        boolean first = reading.next() > 0 && isBegin(reading);
        Instant[] oldest = new Instant[1];
        long next = log.read(
                reading.partition(),
                reading.next(),
                reading.end(),
                config.segments().readBatch(),
                record -> {
                    if (oldest[0] == null) {
                        oldest[0] = Instant.ofEpochMilli(record.timestamp());
                    }
                    counts.read(record);
                });
        log.send(counts.work(clock.instant()));
        if (first && oldest[0] != null) {
            store.oldest(oldest[0]);
        }
        store.readUpTo(reading.partition(), next);
        return true;
    }

    /** Whether a partition's log begins later than it once did, and is read from there. */
    private boolean isBegin(Reading reading) {
        return log.extents().stream()
                .anyMatch(extent -> extent.partition() == reading.partition() && extent.begin() >= reading.next());
    }

    private boolean scanning(Run run) {
        if (!store.scanned(run.revision(), log.extents().size())) {
            return false;
        }
        segments.lock();
        List<SegmentRow> filled = pending(run.revision());
        filled.forEach(row -> changes.filled(row, run.oldest()));
        store.end();
        LOG.infof("filling ended segments=%d revision=%d", filled.size(), run.revision());
        return true;
    }

    private List<SegmentRow> pending(long upTo) {
        return segments.unfilled(upTo);
    }

    private SegmentIndex index(long revision) {
        List<Definition> definitions = new ArrayList<>();
        for (SegmentRow row : pending(revision)) {
            if (row.condition != null) {
                Condition condition = Segments.condition(row.condition);
                definitions.add(new Definition(
                        row.key, List.of(new Definition.Version(row.revision, condition, Segments.zone(row.zone)))));
            }
        }
        return SegmentIndex.of(definitions, 0);
    }
}
