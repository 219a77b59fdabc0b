package io.itinera.profile.record;

import io.itinera.contracts.JsonSerde;
import io.itinera.database.DatabaseException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.SerializationException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Fills the record. A batch is written in one statement, and its offsets are committed after that; writing it again changes
 * nothing. PostgreSQL away: the batch waits, and Kafka keeps what comes after it. A row that PostgreSQL refuses is found by
 * halving the batch, and becomes a dead letter.
 */
@ApplicationScoped
class RecordConsumer {

    private static final Logger LOG = Logger.getLogger(RecordConsumer.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final JsonSerde<Timeline.Entry> ENTRIES = JsonSerde.of(Timeline.Entry.class);

    private final ProfileWriter profiles;
    private final Timeline timeline;
    private final MemberWriter members;
    private final DeadRecords dead;
    private volatile boolean stopping;

    RecordConsumer(ProfileWriter profiles, Timeline timeline, MemberWriter members, DeadRecords dead) {
        this.profiles = profiles;
        this.members = members;
        this.timeline = timeline;
        this.dead = dead;
    }

    /**
     * A row and where it came from.
     *
     * @param value what is to be written
     * @param source the record
     */
    private record Row<T>(T value, ConsumerRecord<byte[], byte[]> source) {}

    @Incoming("profile-snapshots")
    @Blocking
    void snapshots(ConsumerRecords<byte[], byte[]> batch) {
        Map<UUID, Row<String>> latest = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                UUID id = UUID.fromString(new String(record.key(), StandardCharsets.UTF_8));
                latest.put(id, new Row<>(new String(record.value(), StandardCharsets.UTF_8), record));
            } catch (IllegalArgumentException | NullPointerException e) {
                dead.send(record, "bad-profile-id", e);
            }
        }
        write(List.copyOf(latest.values()), profiles::write);
    }

    @Incoming("profile-activity")
    @Blocking
    void activity(ConsumerRecords<byte[], byte[]> batch) {
        List<Row<Timeline.Entry>> entries = new ArrayList<>(batch.count());
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            try {
                entries.add(new Row<>(entry(record.value()), record));
            } catch (SerializationException | IllegalArgumentException e) {
                dead.send(record, "not-readable", e);
            }
        }
        write(entries, timeline::write);
        write(entries.stream().filter(row -> MemberWriter.concerns(row.value())).toList(), members::write);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private static Timeline.Entry entry(byte[] value) {
        Timeline.Entry entry = ENTRIES.read(value);
        if (entry == null
                || entry.profileId() == null
                || entry.at() == null
                || entry.id() == null
                || entry.cause() == null) {
            throw new IllegalArgumentException("an activity has profileId, at, id and cause");
        }
        return entry;
    }

    private <T> void write(List<Row<T>> rows, Consumer<List<T>> write) {
        if (rows.isEmpty()) {
            return;
        }
        boolean warned = false;
        while (true) {
            try {
                write.accept(rows.stream().map(Row::value).toList());
                return;
            } catch (DatabaseException e) {
                if (e.aboutData()) {
                    halve(rows, write, e);
                    return;
                }
                if (stopping) {
                    throw new IllegalStateException("stopping: the batch is read again at the next start", e);
                }
                if (!warned) {
                    LOG.warnf("record not written, trying again rows=%d sqlState=%s", rows.size(), e.sqlState());
                    warned = true;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private <T> void halve(List<Row<T>> rows, Consumer<List<T>> write, DatabaseException cause) {
        if (rows.size() == 1) {
            dead.send(rows.getFirst().source(), "not-storable", cause);
            return;
        }
        int middle = rows.size() / 2;
        write(rows.subList(0, middle), write);
        write(rows.subList(middle, rows.size()), write);
    }
}
