package io.itinera.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The limit of intake: an endpoint that does nothing but produce what it gets to Kafka and answer when Kafka has it. */
@Path("/")
@ApplicationScoped
public class BareIntakeResource {

    /** Topic that the bare endpoint writes to. */
    static final String TOPIC = "bench-bare";

    private static final String ANSWER = "{\"success\":true}";

    private final ObjectMapper mapper = new ObjectMapper();
    private KafkaProducer<byte[], byte[]> producer;

    @PostConstruct
    void connect() {
        String bootstrap = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "compression.type", "lz4", "linger.ms", "2"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.partitionsFor(TOPIC);
    }

    void disconnect(@Observes ShutdownEvent event) {
        producer.close();
    }

    /** One event. */
    @POST
    @Path("/single")
    @NonBlocking
    public CompletionStage<String> single(byte[] body) {
        return produce(body).thenApply(done -> ANSWER);
    }

    /** A batch in the form of the tracking API, one record an event. */
    @POST
    @Path("/batch")
    @NonBlocking
    public CompletionStage<String> batch(byte[] body) throws IOException {
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (JsonNode event : mapper.readTree(body).get("batch")) {
            sent.add(produce(mapper.writeValueAsBytes(event)));
        }
        return CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).thenApply(done -> ANSWER);
    }

    private CompletableFuture<Void> produce(byte[] value) {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        producer.send(new ProducerRecord<>(TOPIC, value), (metadata, error) -> {
            if (error == null) {
                acknowledged.complete(null);
            } else {
                acknowledged.completeExceptionally(error);
            }
        });
        return acknowledged;
    }
}
