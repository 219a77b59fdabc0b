package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.systemtests.Repository;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A variable that a manifest sets and nobody reads is a setting that somebody believes in. */
class EnvironmentTest {

    static final List<String> OVERLAYS = Overlays.ALL;

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyVariableIsOneThatTheServiceReads(String overlay) {
        Overlays.services(overlay).forEach(workload -> {
            ServiceConfiguration configuration = new ServiceConfiguration(Repository.Service.named(workload.name()));
            Set<String> unread = new TreeSet<>(environment(overlay, workload).keySet());
            unread.removeAll(configuration.environment());
            unread.removeAll(configuration.runtimeVariables());
            assertThat(unread)
                    .as("variables of %s that it does not read", workload.name())
                    .isEmpty();
        });
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyServiceIsToldWhereItsBackEndsAreAndWhoSignsTokens(String overlay) {
        Overlays.services(overlay).forEach(workload -> assertThat(environment(overlay, workload))
                .as("%s", workload)
                .containsKeys(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "QUARKUS_DATASOURCE_USERNAME",
                        "QUARKUS_DATASOURCE_PASSWORD")
                .satisfiesAnyOf(
                        env -> assertThat(env)
                                .containsKeys("QUARKUS_OIDC_PUBLIC_KEY", "QUARKUS_OIDC_TOKEN_ISSUER")
                                .doesNotContainKey("QUARKUS_OIDC_AUTH_SERVER_URL"),
                        env -> assertThat(env)
                                .containsKey("QUARKUS_OIDC_AUTH_SERVER_URL")
                                .doesNotContainKey("QUARKUS_OIDC_PUBLIC_KEY")));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void whatAServiceCannotStartWithoutIsSet(String overlay) {
        Overlays.services(overlay).forEach(workload -> {
            ServiceConfiguration configuration = new ServiceConfiguration(Repository.Service.named(workload.name()));
            assertThat(environment(overlay, workload).keySet())
                    .as("%s", workload)
                    .containsAll(configuration.required().stream()
                            .map(ServiceConfiguration::environmentName)
                            .toList());
        });
    }

    @Test
    void theCheckKnowsWhatIsReadAtStartAndWhatIsNot() {
        ServiceConfiguration journeys = new ServiceConfiguration(Repository.Service.JOURNEY_ENGINE);

        assertThat(journeys.environment())
                .contains(
                        "QUARKUS_HTTP_PORT",
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "QUARKUS_OIDC_AUTH_SERVER_URL",
                        "KAFKA_STREAMS_STATE_DIR",
                        "ITINERA_JOURNEY_FOUR_EYES")
                .doesNotContain(
                        "QUARKUS_DATASOURCE_DB_KIND", // fixed when the service is built
                        "QUARKUS_MAILER_HOST", // an extension of another service
                        "ITINERA_JOURNEY_FIVE_EYES");
    }

    /** Where a file or a folder is configured, the pod has a volume there. */
    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everyConfiguredPathIsOnAVolume(String overlay) {
        Overlays.services(overlay).forEach(workload -> {
            List<String> mounts = Manifest.stream(
                            workload.containers().getFirst().path("volumeMounts"))
                    .map(m -> m.path("mountPath").asText())
                    .toList();
            environment(overlay, workload).forEach((name, value) -> {
                if (value.startsWith("/")) {
                    assertThat(mounts).as("%s=%s", name, value).anyMatch(value::startsWith);
                }
            });
        });
    }

    /** Variables of the service's container with their values; one that comes from a secret has the value "secret". */
    static Map<String, String> environment(String overlay, Manifest workload) {
        Map<String, Manifest> maps =
                Overlays.ofKind(overlay, "ConfigMap").collect(Collectors.toMap(Manifest::name, Function.identity()));
        Map<String, String> variables = new TreeMap<>();
        JsonNode container = workload.containers().getFirst();
        container.path("envFrom").forEach(source -> {
            assertThat(source.has("configMapRef"))
                    .as("variables come from config maps as a whole, from secrets one by one")
                    .isTrue();
            variables.putAll(Manifest.texts(
                    maps.get(source.at("/configMapRef/name").asText()).yaml().path("data")));
        });
        container
                .path("env")
                .forEach(e -> variables.put(
                        e.path("name").asText(),
                        e.has("value") ? e.path("value").asText() : "secret"));
        return variables;
    }
}
