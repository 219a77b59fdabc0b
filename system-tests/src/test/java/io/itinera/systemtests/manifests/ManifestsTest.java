package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.systemtests.Repository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every overlay owes the cluster that it is applied to. */
class ManifestsTest {

    static final List<String> OVERLAYS = Overlays.ALL;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyResourceIsOneThatTheApiServerAccepts(String overlay) {
        for (Manifest manifest : Overlays.of(overlay)) {
            if (KubernetesModel.knows(manifest)) {
                assertThat(KubernetesModel.read(manifest)).as("%s", manifest).isNotNull();
            } else {
                assertThat(CustomResources.errors(manifest)).isEmpty();
            }
            assertThat(manifest.name()).matches("[a-z0-9]([-a-z0-9.]{0,61}[a-z0-9])?");
        }
        assertThat(Overlays.of(overlay))
                .extracting(
                        m -> m.kind() + "/" + m.yaml().at("/metadata/namespace").asText() + "/" + m.name())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void theFiveServicesAreThereAndNoSecretIs(String overlay) {
        assertThat(Overlays.services(overlay).map(Manifest::name))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Repository.Service.values())
                        .map(Repository.Service::module)
                        .toList());
        assertThat(Overlays.ofKind(overlay, "Secret")).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyContainerHasProbesLimitsAndTheRestrictedContext(String overlay) {
        Overlays.of(overlay).stream().filter(Manifest::isWorkload).forEach(workload -> {
            assertThat(RestrictedPod.violations(workload.pod().path("spec")))
                    .as("%s", workload)
                    .isEmpty();
            if (!workload.kind().equals("Job")) {
                workload.containers()
                        .forEach(c -> assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                                        .filter(c::hasNonNull))
                                .as("%s", workload)
                                .hasSize(3));
            }
        });
        Overlays.services(overlay).forEach(service -> {
            JsonNode container = service.containers().getFirst();
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
            assertThat(service.pod().at("/spec/terminationGracePeriodSeconds").asInt())
                    .isGreaterThan(30);
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everySelectorFindsPodsAndEveryTargetIsThere(String overlay) {
        List<Manifest> workloads =
                Overlays.of(overlay).stream().filter(Manifest::isWorkload).toList();
        for (Manifest m : Overlays.of(overlay)) {
            switch (m.kind()) {
                case "Deployment", "StatefulSet" ->
                    assertThat(m.podLabels())
                            .as("%s", m)
                            .containsAllEntriesOf(Manifest.texts(m.spec().at("/selector/matchLabels")));
                case "Service" ->
                    assertThat(matching(workloads, m.spec().path("selector")))
                            .as("%s", m)
                            .hasSize(1);
                case "PodDisruptionBudget" ->
                    assertThat(matching(workloads, m.spec().at("/selector/matchLabels")))
                            .as("%s", m)
                            .hasSize(1);
                case "HorizontalPodAutoscaler", "ScaledObject" ->
                    assertThat(workloads)
                            .extracting(w -> w.kind() + "/" + w.name())
                            .contains(m.spec().at("/scaleTargetRef/kind").asText() + "/"
                                    + m.spec().at("/scaleTargetRef/name").asText());
                default -> {}
            }
        }
        Overlays.services(overlay).forEach(s -> {
            assertThat(matching(Overlays.ofKind(overlay, "PodDisruptionBudget").toList(), s))
                    .isTrue();
            assertThat(Overlays.ofKind(overlay, "ServiceAccount").map(Manifest::name))
                    .contains(s.name());
            assertThat(s.pod().at("/spec/serviceAccountName").asText()).isEqualTo(s.name());
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void portsAreThoseOfThePortTable(String overlay) {
        Map<String, Set<Integer>> services = new TreeMap<>();
        Overlays.ofKind(overlay, "Service")
                .forEach(s -> Manifest.stream(s.spec().path("ports"))
                        .forEach(p -> services.computeIfAbsent(s.name(), _ -> new TreeSet<>())
                                .add(p.path("port").asInt())));
        for (Repository.Service service : Repository.Service.values()) {
            assertThat(services).containsEntry(service.module(), Set.of(service.port()));
            assertThat(new ServiceConfiguration(service).httpPort())
                    .as("quarkus.http.port of %s", service.module())
                    .isEqualTo(service.port());
            Manifest workload = Overlays.services(overlay)
                    .filter(w -> w.name().equals(service.module()))
                    .findFirst()
                    .orElseThrow();
            assertThat(workload.containers()
                            .getFirst()
                            .at("/ports/0/containerPort")
                            .asInt())
                    .isEqualTo(service.port());
            assertThat(workload.pod()
                            .at("/metadata/annotations")
                            .path("prometheus.io/port")
                            .asText())
                    .isEqualTo(Integer.toString(service.port()));
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyConfigMapIsThereAndEverySecretIsInTheListOfSecretsToMake(String overlay) {
        Set<String> maps =
                Overlays.ofKind(overlay, "ConfigMap").map(Manifest::name).collect(Collectors.toSet());
        // Kubernetes puts this one into every namespace.
        maps.add("kube-root-ca.crt");
        Set<String> listed = Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE)
                .matcher(Repository.read(Repository.ROOT.resolve("k8s/README.md")))
                .results()
                .map(r -> r.group(1))
                .collect(Collectors.toSet());
        Overlays.of(overlay).stream().filter(Manifest::isWorkload).forEach(w -> {
            References found = References.in(w.pod());
            assertThat(maps).as("%s", w).containsAll(found.configMaps());
            assertThat(listed).as("%s", w).containsAll(found.secrets());
        });
    }

    private static List<Manifest> matching(List<Manifest> workloads, JsonNode selector) {
        Map<String, String> wanted = Manifest.texts(selector);
        assertThat(wanted).isNotEmpty();
        return workloads.stream()
                .filter(w -> w.podLabels().entrySet().containsAll(wanted.entrySet()))
                .toList();
    }

    private static boolean matching(List<Manifest> budgets, Manifest workload) {
        return budgets.stream().anyMatch(b -> workload.podLabels()
                .entrySet()
                .containsAll(
                        Manifest.texts(b.spec().at("/selector/matchLabels")).entrySet()));
    }
}
