package io.itinera.journey.privacy;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.journey.engine.Input;
import io.itinera.journey.inputs.JourneyInputs;
import io.itinera.journey.reporting.ReportingConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Forgets people: first the engine forgets their profiles and says so, then the rows are removed, once the reports have what the engine
 * told last; then the receipt goes out. Each stage is in the database, so that a restart goes on, and done twice does the same.
 */
@ApplicationScoped
class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);
    private static final JsonSerde<PrivacyReceipt> RECEIPT = JsonSerde.of(PrivacyReceipt.class);
    private static final String SERVICE = "journey-engine-service";
    private static final String STATE = "state:";
    private static final int AT_A_TIME = 1000;

    private final ErasureStore store;
    private final JourneyInputs inputs;
    private final MutinyEmitter<byte[]> topic;
    private final PrivacyConfig config;
    private final ReportingConfig reporting;
    private final InstantSource clock;

    Erasures(
            ErasureStore store,
            JourneyInputs inputs,
            @Channel("privacy-receipts") MutinyEmitter<byte[]> topic,
            PrivacyConfig config,
            ReportingConfig reporting,
            InstantSource clock) {
        this.store = store;
        this.inputs = inputs;
        this.topic = topic;
        this.config = config;
        this.reporting = reporting;
        this.clock = clock;
    }

    /** Begins what a request wants; what the engine has to do is with Kafka when this returns. */
    void asked(PrivacyRequest request) {
        if (request.kind() != PrivacyRequest.Kind.ERASURE) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (String profileId : store.family(request.profileIds())) {
            store.begin(new Erasing(request.id(), request.subject(), profileId, now, null, 0));
        }
        for (Erasing erasing : store.of(request.id())) {
            if (erasing.stateAt() == null) {
                inputs.sendAndWait(
                        erasing.profileId(),
                        new Input.Erased(request.id(), request.subject(), erasing.profileId(), erasing.at()));
            }
        }
        LOG.infof("erasure begun request=%s", request.id());
    }

    /** Takes note of what the engine says; receipts of others are not our concern. */
    void told(PrivacyReceipt receipt) {
        if (SERVICE.equals(receipt.service())
                && receipt.part() != null
                && receipt.part().startsWith(STATE)) {
            store.forgotten(
                    receipt.fulfils(),
                    receipt.part().substring(STATE.length()),
                    clock.instant(),
                    receipt.counts().getOrDefault("instances", 0L));
        }
    }

    /** Removes the rows of profiles under way, and confirms the requests that are through. */
    @Scheduled(
            every = "{itinera.journey.privacy.interval}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void goOn() {
        Instant settled = clock.instant().minus(config.settle());
        Set<String> requests = new LinkedHashSet<>();
        for (Erasing erasing : store.underWay(AT_A_TIME)) {
            requests.add(erasing.request());
        }
        for (String request : requests) {
            // As it was before the rows are removed: what the engine told last is among them.
            List<Erasing> profiles = store.of(request);
            profiles.forEach(store::remove);
            if (profiles.stream()
                    .allMatch(p -> p.stateAt() != null && p.stateAt().isBefore(settled))) {
                confirm(request, profiles);
            }
        }
    }

    /** Removes again what a replay of a topic has brought back. */
    @Scheduled(
            every = "{itinera.journey.reporting.clean-up-interval}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void again() {
        Instant oldest = clock.instant().minus(reporting.historyRetention());
        store.since(oldest).forEach(store::remove);
        store.deleteBefore(oldest);
    }

    private void confirm(String request, List<Erasing> profiles) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String subject = profiles.getFirst().subject();
        long instances = profiles.stream().mapToLong(Erasing::instances).sum();
        PrivacyReceipt receipt = new PrivacyReceipt(
                request, subject, SERVICE, null, now, Map.of("instances", instances, "rows", store.rows(request)));
        topic.sendMessageAndAwait(Message.of(RECEIPT.write(receipt))
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withKey(subject.getBytes(StandardCharsets.UTF_8))
                        .withTimestamp(now)
                        .build()));
        store.done(request, now);
        LOG.infof("erasure done request=%s", request);
    }
}
