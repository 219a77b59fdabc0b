package io.itinera.journey.topology;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.LearnedModels;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.jboss.logging.Logger;

/**
 * The journeys as this pod sees them now. The thread of the global store writes, stream threads read; a record sees one catalog
 * from beginning to end.
 */
@ApplicationScoped
public class LiveCatalog {

    private static final Logger LOG = Logger.getLogger(LiveCatalog.class);
    private static final JsonSerde<PublishedJourney> JOURNEY = JsonSerde.of(PublishedJourney.class);

    private static final JsonSerde<LearningModel> LEARNED = JsonSerde.of(LearningModel.class);

    private final Map<String, String> states = new TreeMap<>();
    private LearnedModels models = LearnedModels.NONE;
    private volatile Snapshot snapshot;

    @Inject
    LiveCatalog(TestConfig config) {
        this(config.segments().orElse(Set.of()));
    }

    /**
     * @param testSegments segments whose members try journeys out
     */
    LiveCatalog(Set<String> testSegments) {
        snapshot = new Snapshot(Catalog.empty().testing(testSegments), "");
    }

    LiveCatalog() {
        this(Set.of());
    }

    /** The catalog of this moment. */
    Snapshot now() {
        return snapshot;
    }

    /**
     * Takes over the latest form of a journey. One that cannot be read is passed over: what was there before stays.
     *
     * @param key journey key
     * @param value a {@link PublishedJourney} as JSON, or null when the journey is gone
     * @return false when it cannot be read
     */
    synchronized boolean update(String key, byte[] value) {
        try {
            if (value == null) {
                states.remove(key);
                snapshot = snapshot(snapshot.catalog().without(key));
                return true;
            }
            PublishedJourney journey = readable(key, JOURNEY.read(value));
            Catalog next = snapshot.catalog().with(journey);
            states.put(key, heard(journey, next.isTimed(key)));
            snapshot = snapshot(next);
            LOG.infof("journey loaded journey=%s state=%s version=%d", key, journey.state(), journey.current());
            return true;
        } catch (SerializationException | InvalidJourneyException | IllegalArgumentException e) {
            LOG.errorf("journey not readable, passed over journey=%s error=%s", key, e.getMessage());
            return false;
        }
    }

    /**
     * Takes over what was learned. A model that cannot be read is passed over: decisions go by the one before.
     *
     * @param value a {@link LearningModel} as JSON, or null when it is gone
     * @return false when it cannot be read
     */
    synchronized boolean learned(String key, byte[] value) {
        try {
            LearningModel model = value == null ? null : LEARNED.read(value);
            if (model != null && (!key.equals(model.key()) || model.from() == null)) {
                throw new SerializationException("a model has its key and a time");
            }
            models = model == null ? models.without(key) : models.with(model);
            snapshot = snapshot(snapshot.catalog().knowing(models));
            return true;
        } catch (SerializationException | IllegalArgumentException e) {
            LOG.errorf("model not readable, passed over key=%s error=%s", key, e.getMessage());
            return false;
        }
    }

    /** What makes a record of the topic unusable; empty for a journey that can be read, and for a tombstone. */
    public static Optional<String> flaw(String key, byte[] value) {
        try {
            if (key == null) {
                throw new SerializationException("a published journey has a key");
            }
            if (value != null) {
                Catalog.empty().with(readable(key, JOURNEY.read(value)));
            }
            return Optional.empty();
        } catch (SerializationException | InvalidJourneyException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Snapshot snapshot(Catalog next) {
        return new Snapshot(next, states.toString());
    }

    /**
     * What profiles must hear of: the state, and the version that is current where there are migrations, with the latest of them, and
     * where time brings entries.
     */
    private static String heard(PublishedJourney journey, boolean timed) {
        String state = journey.state().wire();
        if (!journey.migrations().isEmpty()) {
            state += "#" + journey.migrations().getLast().number();
        }
        return timed || !journey.migrations().isEmpty() ? state + "@" + journey.current() : state;
    }

    private static PublishedJourney readable(String key, PublishedJourney journey) {
        if (journey == null || !key.equals(journey.key()) || journey.state() == null || journey.versions() == null) {
            throw new SerializationException("a published journey has its key, a state and versions");
        }
        return journey;
    }

    /**
     * The journeys of one moment.
     *
     * @param catalog what the engine decides by
     * @param states key, state and latest migration of every journey as text: when it differs, instances must hear of it
     */
    record Snapshot(Catalog catalog, String states) {}
}
