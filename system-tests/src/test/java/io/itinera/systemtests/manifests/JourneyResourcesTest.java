package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What journeys as resources ask of a cluster: no more than they need, and only where somebody wants them. */
class JourneyResourcesTest {

    static final List<String> OVERLAYS = Overlays.ALL;

    private static final String GITOPS = "overlays/production-gitops";
    private static final String ENGINE = "journey-engine-service";

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void onlyTheEngineHasATokenForTheApiServerAndOnlyWhereJourneysAreResources(String overlay) {
        assertThat(Overlays.of(overlay).stream()
                        .filter(Manifest::isWorkload)
                        .filter(w -> !w.pod().findValues("serviceAccountToken").isEmpty())
                        .map(Manifest::name))
                .isEqualTo(overlay.equals(GITOPS) ? List.of(ENGINE) : List.of());
        assertThat(Overlays.of(overlay).stream()
                        .map(Manifest::kind)
                        .filter(kind -> kind.startsWith("Role") || kind.startsWith("ClusterRole"))
                        .toList())
                .isEqualTo(overlay.equals(GITOPS) ? List.of("Role", "RoleBinding") : List.of());
    }

    @Test
    void theEngineMayReadAndPatchJourneysInItsNamespaceAndNothingElse() {
        Set<String> rights = new TreeSet<>();
        only("Role").yaml().path("rules").forEach(rule -> texts(rule, "apiGroups")
                .forEach(group -> texts(rule, "resources").forEach(resource -> texts(rule, "verbs")
                        .forEach(verb -> rights.add(verb + " " + resource + "." + group)))));

        assertThat(rights)
                .containsExactlyInAnyOrder(
                        "get journeys.itinera.io",
                        "list journeys.itinera.io",
                        "watch journeys.itinera.io",
                        "patch journeys.itinera.io",
                        "patch journeys/status.itinera.io");
        JsonNode binding = only("RoleBinding").yaml();
        assertThat(binding.at("/roleRef/name").asText()).isEqualTo(only("Role").name());
        assertThat(binding.path("subjects")).hasSize(1);
        assertThat(Manifest.texts(binding.at("/subjects/0")))
                .containsEntry("kind", "ServiceAccount")
                .containsEntry("name", ENGINE)
                .containsEntry("namespace", binding.at("/metadata/namespace").asText());
    }

    @Test
    void whatTheEngineWritesIsInTheStatusAndWhatPeopleLookAtIsShown() {
        Manifest definition = only("CustomResourceDefinition");
        JsonNode version = definition.spec().at("/versions/0");

        assertThat(definition.name())
                .isEqualTo(definition.spec().at("/names/plural").asText() + "."
                        + definition.spec().path("group").asText());
        assertThat(definition.spec().path("scope").asText()).isEqualTo("Namespaced");
        assertThat(version.at("/subresources").has("status")).isTrue();
        assertThat(version.path("additionalPrinterColumns").valueStream().map(column -> column.path("name")
                        .asText()))
                .containsExactly("State", "Version", "Ready", "Reason", "Age");
        version.path("additionalPrinterColumns")
                .forEach(column -> assertThat(column.path("jsonPath").asText()).startsWith("."));
    }

    private static Manifest only(String kind) {
        List<Manifest> all = Overlays.ofKind(GITOPS, kind).toList();
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static Stream<String> texts(JsonNode rule, String field) {
        return rule.path(field).valueStream().map(JsonNode::asText);
    }
}
