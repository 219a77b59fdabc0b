package io.itinera.profile.proof;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.profile.ProfileConfig;
import io.itinera.profile.catalog.ActivityLog;
import io.itinera.profile.catalog.KnownSegments;
import io.itinera.profile.life.Part;
import io.itinera.profile.proof.CheckReport.Mismatch;
import io.itinera.profile.proof.PlainProfile.Occurrence;
import io.itinera.profile.proof.ProofStore.Person;
import io.itinera.profile.segment.Definition;
import io.itinera.profile.topology.SegmentWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * Holds live memberships against the log: reads all that some profiles did and asks each condition by plain code that shares no index,
 * no bound and no memory with the live one. A difference is a defect.
 */
@ApplicationScoped
class Checker {

    private static final Logger LOG = Logger.getLogger(Checker.class);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Duration IN_FLUX = Duration.ofSeconds(5);
    private static final int MOST_TOLD = 100;
    private static final int TRANSACTION_SECONDS = 3600;

    private final ProofStore store;
    private final KnownSegments segments;
    private final ActivityLog log;
    private final ProfileConfig config;
    private final InstantSource clock;
    private final AtomicLong mismatches;
    private final AtomicLong compared;

    Checker(
            ProofStore store,
            KnownSegments segments,
            ActivityLog log,
            ProfileConfig config,
            InstantSource clock,
            MeterRegistry registry) {
        this.store = store;
        this.segments = segments;
        this.log = log;
        this.config = config;
        this.clock = clock;
        this.mismatches = registry.gauge("itinera_profile_segment_mismatches", new AtomicLong());
        this.compared = registry.gauge("itinera_profile_segment_compared", new AtomicLong());
    }

    /** What the log says of one profile. */
    private static final class Told {
        private final List<Occurrence> occurrences = new ArrayList<>();
        private Activity latest;
    }

    @Scheduled(
            every = "{itinera.profile.segments.check-every:24h}",
            delayed = "{itinera.profile.segments.check-every:24h}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void now() {
        QuarkusTransaction.requiringNew().timeout(TRANSACTION_SECONDS).run(() -> {
            if (store.mine()) {
                check(config.segments().checkSample());
            }
        });
    }

    /** Compares the memberships of some profiles. */
    CheckReport check(int sample) {
        Instant at = clock.instant();
        Map<String, Definition.Version> ready = segments.ready();
        List<Person> people = store.sample(store.living(), sample);
        Map<String, String> homes = store.homes(people.stream().map(Person::id).toList());
        Map<String, Told> told = new HashMap<>();
        people.forEach(person -> told.put(person.id().toString(), new Told()));
        Instant begin = read(homes, told);
        List<Mismatch> found = new ArrayList<>();
        int skipped = 0;
        long memberships = 0;
        for (Person person : people) {
            String id = person.id().toString();
            Told life = told.get(id);
            boolean whole = person.firstSeen() != null && !person.firstSeen().isBefore(begin);
            boolean still = life.latest != null && life.latest.at().isBefore(at.minus(IN_FLUX));
            if (!whole || !still || !id.equals(homes.get(id))) {
                skipped++;
                continue;
            }
            memberships += ready.size();
            compare(id, life, ready, at, found);
        }
        mismatches.set(found.size());
        compared.set(memberships);
        if (!found.isEmpty()) {
            LOG.errorf("memberships differ from the log count=%d compared=%d", found.size(), memberships);
        }
        return new CheckReport(
                at,
                people.size() - skipped,
                skipped,
                memberships,
                found.stream().limit(MOST_TOLD).toList());
    }

    private static void compare(
            String id, Told life, Map<String, Definition.Version> ready, Instant at, List<Mismatch> found) {
        PlainProfile plain = new PlainProfile(life.latest.traits(), life.latest.consents(), life.occurrences, ready);
        for (String segment : ready.keySet()) {
            boolean live = life.latest.segments().contains(segment);
            boolean expected = plain.in(segment, at);
            if (live != expected && live != plain.in(segment, at.minus(IN_FLUX))) {
                found.add(new Mismatch(segment, id, live, expected));
            }
        }
    }

    /** Reads the whole log; answers where it begins, the beginning of time where nothing is missing. */
    private Instant read(Map<String, String> homes, Map<String, Told> told) {
        Instant[] begin = {Instant.MIN};
        for (ActivityLog.Extent extent : log.extents()) {
            boolean cut = extent.begin() > 0;
            boolean[] first = {true};
            long next = extent.begin();
            while (next < extent.end()) {
                next = log.read(
                        extent.partition(),
                        next,
                        extent.end(),
                        config.segments().readBatch(),
                        record -> {
                            Instant at = Instant.ofEpochMilli(record.timestamp());
                            if (cut && first[0] && at.isAfter(begin[0])) {
                                begin[0] = at;
                            }
                            first[0] = false;
                            note(record, homes, told);
                        });
            }
        }
        return begin[0];
    }

    private static void note(ConsumerRecord<byte[], byte[]> record, Map<String, String> homes, Map<String, Told> told) {
        if (record.key() == null) {
            return;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        Header header = record.headers().lastHeader(SegmentWork.ORIGIN);
        String origin = header == null ? key : new String(header.value(), StandardCharsets.UTF_8);
        Told own = told.get(key);
        Told owner = told.get(homes.get(origin));
        if (own == null && owner == null) {
            return;
        }
        Activity entry;
        try {
            entry = ACTIVITY.read(record.value());
        } catch (SerializationException e) {
            return; // not ours
        }
        if (own != null) {
            own.latest = entry;
        }
        if (owner != null
                && entry.cause() instanceof Activity.Tracked tracked
                && Part.counts(tracked.type(), tracked.name())) {
            Instant at = tracked.occurredAt() == null || tracked.occurredAt().isAfter(entry.at())
                    ? entry.at()
                    : tracked.occurredAt();
            owner.occurrences.add(new Occurrence(tracked.name(), at, entry.at(), tracked.properties()));
        }
    }
}
