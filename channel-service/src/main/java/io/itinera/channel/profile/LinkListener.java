package io.itinera.channel.profile;

import io.itinera.channel.stream.DeadLetters;
import io.itinera.channel.stream.TopicReader;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Keeps which profiles became part of which, so that what a customer got under a former profile counts for caps. */
@ApplicationScoped
class LinkListener {

    private static final String GROUP = "channel-service-identities";

    private final TopicReader reader;
    private final DeadLetters deadLetters;
    private final ProfileLinkStore store;
    private final JsonSerde<IdentityLink> json = JsonSerde.of(IdentityLink.class);

    LinkListener(TopicReader reader, DeadLetters deadLetters, ProfileLinkStore store) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.store = store;
    }

    void start(@Observes StartupEvent event) {
        reader.read(Topics.IDENTITIES, GROUP, this::handle);
    }

    private void handle(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<String, ProfileLinkStore.Link> newest = new HashMap<>();
        deadLetters
                .read(batch, this::read)
                .forEach(read ->
                        newest.merge(read.value().id(), read.value(), (a, b) -> b.epoch() >= a.epoch() ? b : a));
        if (!newest.isEmpty()) {
            store.write(newest.values());
        }
    }

    private ProfileLinkStore.Link read(ConsumerRecord<byte[], byte[]> record) {
        IdentityLink link = json.read(record.value());
        if (link == null) {
            return null;
        }
        if (link.subject() == null || link.profileId() == null || !ProfileLookup.isProfileId(link.profileId())) {
            throw new SerializationException("subject is missing or profileId is not a UUID");
        }
        try {
            String id = Identifier.parse(link.subject()).derivedProfileId();
            return new ProfileLinkStore.Link(id, link.profileId(), link.epoch());
        } catch (IllegalArgumentException e) {
            throw new SerializationException("subject is not an identifier");
        }
    }
}
