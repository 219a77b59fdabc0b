package io.itinera.journey.trial.check;

import io.itinera.contracts.Activity;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.itinera.journey.trial.log.RecordedTopics;
import io.itinera.journey.trial.log.TimeReading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.jboss.logging.Logger;

/** The names in the latest activities, read again after a while. */
@ApplicationScoped
class RecentNames {

    private static final Logger LOG = Logger.getLogger(RecentNames.class);
    private static final JsonSerde<Activity> ACTIVITY = JsonSerde.of(Activity.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final int PER_PARTITION = 500;

    private final RecordedTopics topics;
    private final InstantSource clock;
    private Vocabulary read;
    private Instant readAt = Instant.MIN;

    RecentNames(RecordedTopics topics, InstantSource clock) {
        this.topics = topics;
        this.clock = clock;
    }

    /** The names; empty while the log cannot be read. An empty log is read again each time. */
    synchronized Optional<Vocabulary> recent() {
        Instant now = clock.instant();
        if (read == null || read.activities() == 0 || readAt.plus(FRESH).isBefore(now)) {
            try {
                read = Vocabulary.of(latest());
                readAt = now;
            } catch (KafkaException e) {
                LOG.warnf("names in the record not read error=%s", e.toString());
                return Optional.empty();
            }
        }
        return Optional.of(read);
    }

    private List<Activity> latest() {
        List<Activity> latest = new ArrayList<>();
        try (TimeReading reading = topics.latest(Topics.ACTIVITY, PER_PARTITION)) {
            for (var record = reading.next(); record != null; record = reading.next()) {
                try {
                    Activity activity = ACTIVITY.read(record.value());
                    if (activity != null) {
                        latest.add(activity);
                    }
                } catch (SerializationException e) {
                    // It is among the dead letters; it names nothing.
                    continue;
                }
            }
        }
        return latest;
    }
}
