package io.itinera.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.local.backend.ServiceSchema;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {

    @TempDir
    Path dir;

    @Test
    void aServiceGetsItsOwnRoleAndPasswordAndNoOthers() {
        for (StackService service : StackService.values()) {
            Map<String, String> variables = environment(Map.of()).of(service);

            assertThat(variables)
                    .containsEntry(
                            "QUARKUS_DATASOURCE_USERNAME", service.schema().sqlName())
                    .containsEntry(
                            "QUARKUS_DATASOURCE_PASSWORD",
                            "pw-" + service.schema().sqlName());
            assertThat(variables.values().stream().filter(value -> value.startsWith("pw-")))
                    .hasSize(1);
        }
    }

    @Test
    void whatPeopleSetWins() {
        Map<String, String> variables = environment(Map.of("QUARKUS_LOG_LEVEL", "DEBUG", "JVM_OPTIONS", "-Xmx1g"))
                .of(StackService.PROFILE);

        assertThat(variables).containsEntry("QUARKUS_LOG_LEVEL", "DEBUG").doesNotContainKey("JVM_OPTIONS");
    }

    private ServiceEnvironment environment(Map<String, String> further) {
        StackSettings settings = StackSettings.from(dir, Map.of()).with(StackService.PROFILE, further);
        Map<ServiceSchema, String> passwords = Arrays.stream(ServiceSchema.values())
                .collect(Collectors.toMap(schema -> schema, schema -> "pw-" + schema.sqlName()));
        return new ServiceEnvironment(
                settings,
                StackSecrets.open(dir.resolve("keys"), InstantSource.system()),
                new BackEndAddresses(
                        "127.0.0.1:9092", "redis://127.0.0.1", "jdbc:postgresql://127.0.0.1/x", passwords));
    }
}
