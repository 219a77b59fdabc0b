package io.itinera.journey.models;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.LearningModel;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.reporting.LearnedCounts;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;

/** Makes models of what the reports have counted, now and then, off the hot path, and brings those that changed to the engine. */
@ApplicationScoped
class ModelPublisher {

    private static final Logger LOG = Logger.getLogger(ModelPublisher.class);
    private static final JsonSerde<LearningModel> MODEL = JsonSerde.of(LearningModel.class);
    private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(15);

    private final Learners learners;
    private final LearnedCounts counts;
    private final ModelStore store;
    private final MutinyEmitter<byte[]> topic;
    private final LearningConfig config;
    private final InstantSource clock;

    ModelPublisher(
            Learners learners,
            LearnedCounts counts,
            ModelStore store,
            @Channel("learning") MutinyEmitter<byte[]> topic,
            LearningConfig config,
            InstantSource clock) {
        this.learners = learners;
        this.counts = counts;
        this.store = store;
        this.topic = topic;
        this.config = config;
        this.clock = clock;
    }

    /** Makes and publishes. What Kafka did not take is tried again next time. */
    @Scheduled(
            every = "{itinera.journey.learning.interval}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void learn() {
        learners.look();
        QuarkusTransaction.requiringNew().run(() -> {
            if (store.isTheOne()) {
                models().forEach(store::put);
            }
        });
        for (LearningModel model : store.waiting()) {
            topic.sendMessage(KafkaRecord.of(model.key(), MODEL.write(model)))
                    .await()
                    .atMost(ACKNOWLEDGED_WITHIN);
            store.published(model);
            LOG.debugf("model published key=%s model=%d", model.key(), model.model());
        }
    }

    private List<LearningModel> models() {
        // A record carries milliseconds.
        Instant from = clock.instant().plus(config.lead()).truncatedTo(ChronoUnit.MILLIS);
        List<LearningModel> models = new ArrayList<>();
        learners.byJourney().forEach((journey, steps) -> {
            List<LearningModel.Step> counted =
                    steps.stream().map(step -> counted(journey, step)).toList();
            models.add(new LearningModel(journey, 0, from, counted, List.of()));
        });
        if (learners.learnFromAnswers()) {
            List<LearningModel.Channel> channels = counts
                    .answers(day(clock.instant().minus(config.memory())))
                    .stream()
                    .map(ModelPublisher::answered)
                    .toList();
            models.add(new LearningModel(LearningModel.PEOPLE, 0, from, List.of(), channels));
        }
        return models;
    }

    private LearningModel.Step counted(String journey, Learners.Arms step) {
        LocalDate first =
                step.window() == null ? null : day(step.window().negated().after(clock.instant(), ZoneOffset.UTC));
        List<LearningModel.Arm> arms =
                counts
                        .arms(new LearnedCounts.Question(journey, step.version(), step.step(), step.goal(), first))
                        .stream()
                        .filter(arm -> step.arms().contains(arm.arm()))
                        .map(arm -> new LearningModel.Arm(arm.arm(), arm.trials(), arm.wins()))
                        .toList();
        return new LearningModel.Step(step.version(), step.step(), arms);
    }

    private static LearningModel.Channel answered(LearnedCounts.Channel channel) {
        List<Long> hours = new ArrayList<>();
        for (int hour = 0; hour < channel.opened().size(); hour++) {
            hours.add(channel.opened().get(hour) * Engagement.weight(false)
                    + channel.clicked().get(hour) * Engagement.weight(true));
        }
        return new LearningModel.Channel(
                channel.channel(), sum(channel.sent()), sum(channel.opened()), sum(channel.clicked()), hours);
    }

    private static long sum(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
