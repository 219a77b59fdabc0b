package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ProductionTest {

    static final List<String> OVERLAYS = List.of("overlays/production", "overlays/production-operators");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyServiceSurvivesTheLossOfANodeAndOfAZone(String overlay) {
        Overlays.services(overlay).forEach(service -> {
            List<Integer> counts = Stream.concat(
                            Stream.of(service.spec().path("replicas")),
                            Overlays.of(overlay).stream()
                                    .filter(m -> m.spec()
                                            .at("/scaleTargetRef/name")
                                            .asText()
                                            .equals(service.name()))
                                    .flatMap(m -> Stream.of(
                                            m.spec().path("minReplicas"),
                                            m.spec().path("minReplicaCount"))))
                    .filter(JsonNode::isInt)
                    .map(JsonNode::asInt)
                    .toList();
            assertThat(counts)
                    .as("one place says how many pods %s has", service)
                    .singleElement()
                    .satisfies(count -> assertThat(count).isGreaterThanOrEqualTo(2));
            assertThat(service.pod()
                            .at("/spec/topologySpreadConstraints")
                            .valueStream()
                            .map(c -> c.path("topologyKey").asText()))
                    .as("%s", service)
                    .contains("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void servicesWithoutAVolumeScaleByLoad(String overlay) {
        assertThat(Overlays.ofKind(overlay, "HorizontalPodAutoscaler").map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(Overlays.services(overlay)
                        .filter(s -> s.kind().equals("Deployment"))
                        .map(Manifest::name)
                        .toList());
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void theIngressIsOnlyReachedThroughTls(String overlay) {
        assertThat(Overlays.ofKind(overlay, "Ingress")).isNotEmpty().allSatisfy(ingress -> {
            Set<String> secured = ingress.spec()
                    .path("tls")
                    .valueStream()
                    .flatMap(t -> t.path("hosts").valueStream())
                    .map(h -> h.asText())
                    .collect(Collectors.toSet());
            assertThat(ingress.spec().path("rules").valueStream().map(r -> r.path("host")
                            .asText()))
                    .isNotEmpty()
                    .allMatch(secured::contains);
        });
    }

    @Test
    void theTwoStreamsServicesKeepTheirStateOnAVolumeAndTheirNames() {
        assertThat(Overlays.services("overlays/production").filter(s -> s.kind().equals("StatefulSet")))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrder("profile-service", "journey-engine-service");
        assertThat(Overlays.services("overlays/production").filter(s -> s.kind().equals("StatefulSet")))
                .allSatisfy(s -> {
                    assertThat(s.spec().path("podManagementPolicy").asText()).isEqualTo("Parallel");
                    assertThat(s.spec().path("volumeClaimTemplates")).hasSize(1);
                    assertThat(Overlays.ofKind("overlays/production", "Service").map(Manifest::name))
                            .contains(s.spec().path("serviceName").asText());
                });
    }

    @Test
    void lagScalesTheStreamsServicesWhereKedaIsThere() {
        assertThat(Overlays.ofKind("overlays/production-operators", "ScaledObject")
                        .map(Manifest::name))
                .containsExactlyInAnyOrder("profile-service", "journey-engine-service");
    }
}
