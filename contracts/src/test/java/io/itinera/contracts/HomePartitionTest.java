package io.itinera.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class HomePartitionTest {

    private static final int PARTITIONS = 6;

    private final HomePartition partitioner = new HomePartition();

    @Property
    void anEventIsWhereTheProfileOfItsKeyIs(@ForAll @NotEmpty String user, @ForAll @IntRange(min = 1, max = 64) int n) {
        Identifier identifier = new Identifier(Identifier.Kind.USER, user);

        assertThat(HomePartition.ofEvent(identifier.text(), n))
                .isEqualTo(HomePartition.of(identifier.derivedProfileId(), n))
                .isBetween(0, n - 1);
    }

    @Property
    void aProfileIsWhereKafkasOwnProducersPutItsId(@ForAll String id, @ForAll @IntRange(min = 1, max = 64) int n) {
        assertThat(HomePartition.of(id, n)).isEqualTo(BuiltInPartitioner.partitionForKey(id.getBytes(UTF_8), n));
    }

    @Test
    void aProfileThatTheSenderKnowsIsItsOwnHome() {
        String id = ProfileIds.derive("userId:42");

        assertThat(partition(Topics.EVENTS, "profile:" + id)).isEqualTo(HomePartition.of(id, PARTITIONS));
    }

    @Test
    void otherTopicsAndOtherKeysGoByTheHashOfTheKey() {
        assertThat(partition(Topics.MESSAGES, "userId:42")).isEqualTo(HomePartition.of("userId:42", PARTITIONS));
        assertThat(partition(Topics.EVENTS, "no identifier")).isEqualTo(HomePartition.of("no identifier", PARTITIONS));
        assertThat(partitioner.partition(Topics.EVENTS, null, null, null, "{}".getBytes(UTF_8), cluster(Topics.EVENTS)))
                .isBetween(0, PARTITIONS - 1);
        assertThat(partitioner.partition(Topics.EVENTS, null, null, null, null, cluster(Topics.EVENTS)))
                .isZero();
    }

    private int partition(String topic, String key) {
        return partitioner.partition(topic, null, key.getBytes(UTF_8), null, null, cluster(topic));
    }

    private static Cluster cluster(String topic) {
        Node node = new Node(1, "localhost", 9092);
        List<PartitionInfo> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(p -> new PartitionInfo(topic, p, node, new Node[] {node}, new Node[] {node}))
                .toList();
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }
}
