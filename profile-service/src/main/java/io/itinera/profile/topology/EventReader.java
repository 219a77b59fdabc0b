package io.itinera.profile.topology;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import java.time.Instant;

/** Reads source events, each once. */
final class EventReader {

    private static final JsonSerde<SourceEvent> EVENTS = JsonSerde.of(SourceEvent.class);

    private EventReader() {}

    /**
     * An event that has a time: where its sender gave none, the time it came in.
     *
     * @throws io.itinera.profile.life.MalformedEventException when it cannot be used
     * @throws org.apache.kafka.common.errors.SerializationException when it is none
     */
    static SourceEvent read(byte[] value, Instant at) {
        SourceEvent event = EventCheck.checked(EVENTS.read(value));
        if (event.timestamp() != null) {
            return event;
        }
        return new SourceEvent(
                event.messageId(),
                event.type(),
                event.name(),
                event.userId(),
                event.anonymousId(),
                event.previousId(),
                event.groupId(),
                event.profileId(),
                event.properties(),
                event.traits(),
                event.context(),
                at,
                event.originalTimestamp(),
                event.sentAt(),
                event.receivedAt(),
                event.source());
    }
}
