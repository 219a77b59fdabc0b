package io.itinera.channel.dispatch;

import io.itinera.channel.profile.ProfileLookup;
import io.itinera.channel.stream.DeadLetters;
import io.itinera.channel.stream.TopicReader;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import io.itinera.database.DatabaseException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Takes requests from {@code sends} into the queue. Offsets are committed when the rows are committed; from then on PostgreSQL
 * is the queue.
 */
@ApplicationScoped
class Intake {

    private static final String GROUP = "channel-service";
    private static final int LONGEST = 200;

    private final TopicReader reader;
    private final DeadLetters deadLetters;
    private final MessageStore store;
    private final Dispatcher dispatcher;
    private final Results results;
    private final InstantSource clock;
    private final JsonSerde<SendCancel> cancels = JsonSerde.of(SendCancel.class);
    private final JsonSerde<SendRequest> json = JsonSerde.of(SendRequest.class);

    Intake(
            TopicReader reader,
            DeadLetters deadLetters,
            MessageStore store,
            Dispatcher dispatcher,
            Results results,
            InstantSource clock) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.store = store;
        this.dispatcher = dispatcher;
        this.results = results;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        reader.read(Topics.SENDS, GROUP, this::handle);
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> batch) {
        Set<String> ended = new HashSet<>();
        List<DeadLetters.Read<MessageStore.NewMessage>> messages =
                deadLetters.read(batch, record -> read(record, ended));
        if (!messages.isEmpty()) {
            add(messages);
        }
        if (!ended.isEmpty()) {
            // An instance that was ended asks for nothing more: its messages are in this batch or there already.
            store.cancel(ended);
            results.suppressCancelled();
        }
    }

    private void add(List<DeadLetters.Read<MessageStore.NewMessage>> messages) {
        try {
            store.add(messages.stream().map(DeadLetters.Read::value).toList(), clock.instant());
        } catch (DatabaseException e) {
            if (!e.aboutData()) {
                throw e;
            }
            messages.forEach(this::addAlone);
        }
        dispatcher.wake();
    }

    /** The database refuses something in the batch: find out what, so that the rest goes on. */
    private void addAlone(DeadLetters.Read<MessageStore.NewMessage> message) {
        try {
            store.add(List.of(message.value()), clock.instant());
        } catch (DatabaseException e) {
            if (!e.aboutData()) {
                throw e;
            }
            deadLetters.bury(message.record(), "not-storable", "the database refuses the record");
        }
    }

    /** The message that is asked for; null for a record that cancels, whose instance is added to {@code ended}. */
    private MessageStore.NewMessage read(ConsumerRecord<byte[], byte[]> record, Set<String> ended) {
        SendRequest request = json.read(record.value());
        if (request == null) {
            throw new SerializationException("a request is not empty");
        }
        if (request.id() == null) {
            String instance = cancels.read(record.value()).cancels();
            if (instance != null) {
                check("cancels", instance);
                ended.add(instance);
                return null;
            }
        }
        check("id", request.id());
        check("profileId", request.profileId());
        if (!ProfileLookup.isProfileId(request.profileId())) {
            throw new SerializationException("profileId is not a UUID");
        }
        check("channel", request.channel());
        check("template", request.template());
        check("purpose", request.purpose());
        if (request.requestedAt() == null) {
            throw new SerializationException("requestedAt is missing");
        }
        for (SendRequest.Fallback fallback : request.fallback()) {
            if (fallback == null) {
                throw new SerializationException("a fallback is empty");
            }
            check("fallback channel", fallback.channel());
            check("fallback template", fallback.template());
        }
        String asReceived = new String(record.value(), StandardCharsets.UTF_8);
        return new MessageStore.NewMessage(request, asReceived, trace(record));
    }

    /** What else a header holds is not ours to store. */
    private static String trace(ConsumerRecord<byte[], byte[]> record) {
        String trace = TraceContext.text(record.headers());
        return trace == null || trace.length() > LONGEST || trace.indexOf(0) >= 0 ? null : trace;
    }

    private static void check(String field, String value) {
        if (value == null || value.isEmpty() || value.length() > LONGEST || value.indexOf(0) >= 0) {
            throw new SerializationException(field + " is missing, too long or holds a null character");
        }
    }
}
