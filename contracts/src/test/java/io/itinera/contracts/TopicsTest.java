package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Topics.TopicSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void everyTopicIsCreatedOnceAndOnlyLatestStateIsCompacted() {
        assertThat(Topics.ALL).extracting(TopicSpec::name).doesNotHaveDuplicates();
        assertThat(Topics.ALL.stream().filter(TopicSpec::compacted).map(TopicSpec::name))
                .containsExactlyInAnyOrder("profiles", "identities", "segments", "journeys", "learning", "consents");
    }

    @Test
    void everyTopicThatIsReadHasADeadLetterTopicThatIsNotCompacted() {
        List<String> dead = Topics.ALL.stream()
                .filter(t -> t.name().endsWith(".dead"))
                .peek(t -> assertThat(t.compacted()).isFalse())
                .map(TopicSpec::name)
                .toList();

        assertThat(Topics.ALL.stream()
                        .map(TopicSpec::name)
                        .filter(t -> !t.endsWith(".dead"))
                        // The engine's own models are published anew all the time: one that cannot be read is passed
                        // over.
                        .filter(t -> !t.equals(Topics.LEARNING))
                        .map(Topics::dead))
                .containsExactlyInAnyOrderElementsOf(dead);
    }
}
