package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Topics;
import io.itinera.systemtests.Repository;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both ways to make the topics make those that the code names. */
class TopicsTest {

    private static final Set<String> TOPICS = Topics.ALL.stream()
            .map(t -> t.compacted()
                    ? t.name() + " compact -1"
                    : t.name() + " delete " + t.retention().toMillis())
            .collect(Collectors.toSet());

    @Test
    void theJobMakesEveryTopic() {
        Stream<String> lines = Repository.read(Repository.ROOT.resolve("k8s/components/topics-job/topics.txt"))
                .lines()
                .filter(line -> !line.startsWith("#"));

        assertThat(lines).containsExactlyInAnyOrderElementsOf(TOPICS);
    }

    @Test
    void theTopicOperatorMakesEveryTopicWithOnePartitionCount() {
        String overlay = "overlays/production-operators";

        assertThat(Overlays.ofKind(overlay, "KafkaTopic")
                        .map(t -> t.spec().path("topicName").asText() + " "
                                + t.spec().at("/config/cleanup.policy").asText() + " "
                                + t.spec().at("/config/retention.ms").asText()))
                .containsExactlyInAnyOrderElementsOf(TOPICS);
        assertThat(Overlays.ofKind(overlay, "KafkaTopic")
                        .map(t -> t.spec().path("partitions").asInt())
                        .distinct())
                .hasSize(1);
    }
}
