package io.itinera.ingest.deadletter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Wire;
import io.itinera.ingest.IngestConfig;
import io.itinera.ingest.intake.DeadEvents;
import io.itinera.ingest.intake.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Makes of a dead letter the record that goes back to its topic. What intake refused goes through intake's checks; an event that
 * a consumer gave up on is received anew under its old message id; any other record goes back as it was. An event may go back for the
 * record only: it then counts in profiles, history and goals, and nobody enters a journey or goes on in one by it.
 */
final class Revival {

    private static final JsonSerde<SourceEvent> EVENT = JsonSerde.of(SourceEvent.class);
    private static final String HEADER_PREFIX = "dead-";

    /** Where events say what the suite itself is to know of them, by the topics that carry events. */
    private static final Map<String, JsonPointer> OWN = Map.of(
            Topics.EVENTS, JsonPointer.compile("/context/" + SourceEvent.OWN_CONTEXT),
            Topics.PROFILE_WORK, JsonPointer.compile("/context/" + SourceEvent.OWN_CONTEXT),
            Topics.ACTIVITY, JsonPointer.compile("/cause/context/" + SourceEvent.OWN_CONTEXT));

    private Revival() {}

    /** True when what goes back to a topic may start journeys, so that somebody has to say whether it is to. */
    static boolean mayMoveJourneys(String topic) {
        return OWN.containsKey(topic);
    }

    /**
     * @param topic the topic that it goes back to
     * @param letter the letter
     * @param repaired a body to take instead of the letter's, or null
     * @param limits intake's limits
     * @param now time of receipt
     * @param journeys false where it goes back for the record only
     * @throws RefusedException when it still cannot be used
     */
    static ProducerRecord<byte[], byte[]> revive(
            String topic,
            ConsumerRecord<byte[], byte[]> letter,
            JsonNode repaired,
            IngestConfig limits,
            Instant now,
            boolean journeys) {
        ProducerRecord<byte[], byte[]> back = revive(topic, letter, repaired, limits, now);
        return journeys || !mayMoveJourneys(topic) ? back : forTheRecord(back);
    }

    private static ProducerRecord<byte[], byte[]> forTheRecord(ProducerRecord<byte[], byte[]> back) {
        try {
            JsonNode value = Wire.JSON.readTree(back.value());
            if (back.topic().equals(Topics.PROFILE_WORK) && !isEvent(value)) {
                return back;
            }
            boolean tracked = "tracked".equals(value.at("/cause/kind").textValue());
            if (!(value instanceof ObjectNode tree) || back.topic().equals(Topics.ACTIVITY) && !tracked) {
                throw new RefusedException("only-with-journeys", "it is no event, and goes back with journeys only");
            }
            tree.withObject(OWN.get(back.topic())).put(SourceEvent.JOURNEYS, false);
            return new ProducerRecord<>(
                    back.topic(), back.partition(), back.timestamp(), back.key(), bytes(tree), back.headers());
        } catch (IOException | UnsupportedOperationException e) {
            throw new RefusedException("malformed", "the value cannot say that it is for the record only");
        }
    }

    private static ProducerRecord<byte[], byte[]> revive(
            String topic, ConsumerRecord<byte[], byte[]> letter, JsonNode repaired, IngestConfig limits, Instant now) {
        byte[] value = repaired == null ? letter.value() : bytes(repaired);
        if (value == null) {
            throw new RefusedException("malformed", "the letter has no value");
        }
        if (topic.equals(Topics.EVENTS)) {
            return DeadEvents.isOurs(letter.headers())
                    ? DeadEvents.retry(letter.headers(), value, limits, now)
                    : receivedAnew(value, now);
        }
        ProducerRecord<byte[], byte[]> back =
                new ProducerRecord<>(topic, null, logicalTime(value, now), letter.key(), value);
        letter.headers().forEach(header -> {
            if (!header.key().startsWith(HEADER_PREFIX)) {
                back.headers().add(header);
            }
        });
        return back;
    }

    private static ProducerRecord<byte[], byte[]> receivedAnew(byte[] value, Instant now) {
        try {
            ObjectNode tree = (ObjectNode) Wire.JSON.readTree(value);
            tree.put("receivedAt", now.toString());
            SourceEvent event = EVENT.read(bytes(tree));
            if (event.messageId() == null || event.type() == null) {
                throw new RefusedException("malformed", "messageId or type is missing");
            }
            return new ProducerRecord<>(
                    Topics.EVENTS,
                    null,
                    now.toEpochMilli(),
                    event.key().getBytes(StandardCharsets.UTF_8),
                    EVENT.write(event));
        } catch (SerializationException | IOException | ClassCastException | IllegalArgumentException e) {
            throw new RefusedException("malformed", "the value is not an event with an identifier");
        }
    }

    /** Work on its way between partitions is an event, or something that enters nobody. */
    private static boolean isEvent(JsonNode value) {
        return value.path("messageId").isTextual() && value.path("type").isTextual();
    }

    /** An activity's own time is its record's time; other records are as old as they are new. */
    private static long logicalTime(byte[] value, Instant now) {
        try {
            JsonNode at = Wire.JSON.readTree(value).path("at");
            return at.isTextual() ? Instant.parse(at.textValue()).toEpochMilli() : now.toEpochMilli();
        } catch (IOException | DateTimeException e) {
            return now.toEpochMilli();
        }
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return Wire.JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory does not fail to write", e);
        }
    }
}
