package io.itinera.profile.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.conditions.InvalidConditionException;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PublishedSegment;
import io.itinera.contracts.Wire;
import io.itinera.profile.segment.Definition;
import io.itinera.profile.segment.SegmentIndex;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.jboss.logging.Logger;

/**
 * The segments as this pod sees them now. The thread of the global store writes, stream threads read. A partition asks for the index
 * of the definitions that it has filled; partitions that are as far as each other share one.
 */
final class LiveSegments {

    private static final Logger LOG = Logger.getLogger(LiveSegments.class);
    private static final JsonSerde<PublishedSegment> SEGMENT = JsonSerde.of(PublishedSegment.class);

    private final Map<String, Definition> definitions = new TreeMap<>();
    private long revision;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), 0);
    /** True when the snapshot is older than the definitions: it is made when it is asked for, and not per record of a start. */
    private volatile boolean stale;

    /** The segments of one moment. */
    static final class Snapshot {

        private final Map<String, Definition> definitions;
        private final long revision;
        private final Map<Long, SegmentIndex> indexes = new HashMap<>();

        private Snapshot(Map<String, Definition> definitions, long revision) {
            this.definitions = definitions;
            this.revision = revision;
        }

        /** The newest definition. */
        long revision() {
            return revision;
        }

        synchronized SegmentIndex index(long filled) {
            return indexes.computeIfAbsent(filled, f -> SegmentIndex.of(definitions.values(), f));
        }
    }

    Snapshot now() {
        return stale ? renewed() : snapshot;
    }

    private synchronized Snapshot renewed() {
        if (stale) {
            snapshot = new Snapshot(new TreeMap<>(definitions), revision);
            stale = false;
        }
        return snapshot;
    }

    /** Takes over the latest form of a segment; one that cannot be read is passed over, and what was there before stays. */
    synchronized boolean update(String key, byte[] value) {
        try {
            if (value == null) {
                definitions.remove(key);
            } else {
                Definition definition = definition(key, SEGMENT.read(value));
                definitions.put(key, definition);
                for (Definition.Version version : definition.versions()) {
                    revision = Math.max(revision, version.revision());
                }
            }
            stale = true;
            return true;
        } catch (SerializationException | InvalidConditionException | IllegalArgumentException e) {
            LOG.errorf("segment not readable, passed over segment=%s error=%s", key, e.getMessage());
            return false;
        }
    }

    private static Definition definition(String key, PublishedSegment segment) {
        if (segment == null || !key.equals(segment.key())) {
            throw new SerializationException("a published segment has its key");
        }
        List<Definition.Version> versions = segment.versions().stream()
                .map(v -> new Definition.Version(v.revision(), condition(v.condition()), zone(v.zone())))
                .toList();
        return new Definition(key, versions);
    }

    private static ZoneId zone(String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a segment has a time zone that is known", e);
        }
    }

    private static Condition condition(JsonNode json) {
        try {
            return json == null || json.isNull()
                    ? null
                    : Conditions.parse(Wire.JSON.treeToValue(json, Map.class), "/condition");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a condition is a JSON object", e);
        }
    }
}
