package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The check itself is checked: what the API server refuses is refused here. */
class StrictnessTest {

    private static final String SERVICE = """
            apiVersion: v1
            kind: Service
            metadata: {name: x, labels: {a: b}}
            spec:
              selector: {app: x}
              ports: [{name: http, port: 80, targetPort: http}]
            """;

    @Test
    void acceptsAServiceAsItShouldBe() {
        assertThatCode(() -> read(SERVICE)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "selector: {app: x}, selectors: {app: x}",
                "port: 80, prot: TCP",
                "port: \"80\"",
                "a: 1",
                "a: true",
                "name: http, port: 80, targetPort: http}], clusterIP: [None]"
            })
    void refusesAnUnknownFieldOrAValueOfAnotherType(String wrong) {
        String key = wrong.startsWith("selector") ? "selector: {app: x}" : wrong.substring(0, wrong.indexOf(':') + 1);
        String bad =
                switch (key) {
                    case "selector: {app: x}" -> SERVICE.replace(key, "selector: {app: x}\n  selectors: {app: x}");
                    case "port:" -> SERVICE.replace("port: 80", wrong);
                    case "a:" -> SERVICE.replace("a: b", wrong);
                    default -> SERVICE + "  clusterIP: [None]\n";
                };

        assertThatThrownBy(() -> read(bad)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAKindThatTheApiDoesNotHave() {
        assertThatThrownBy(() -> read(SERVICE.replace("apiVersion: v1", "apiVersion: v2")))
                .hasMessage("no kind is called v2/Service");
    }

    @Test
    void refusesAFieldOfACustomResourceThatIsNotListed() {
        String topic = """
                apiVersion: kafka.strimzi.io/v1beta2
                kind: KafkaTopic
                metadata: {name: events}
                spec: {partitions: "12", replica: 3}
                """;

        assertThat(CustomResources.errors(Manifest.parse(topic).getFirst()))
                .containsExactly(
                        "KafkaTopic events: spec.partitions is not a field of this type",
                        "KafkaTopic events: spec.replica is not a field of this type");
    }

    private static void read(String yaml) {
        KubernetesModel.read(Manifest.parse(yaml).getFirst());
    }
}
