package io.itinera.systemtests.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The OpenAPI documents in docs/openapi are those that the services' builds write. With {@code -Pformat} they are brought up to date
 * instead.
 */
class OpenApiTest {

    private static final boolean REFRESH = Boolean.getBoolean("itinera.refresh");

    @ParameterizedTest
    @EnumSource
    void isWhatTheBuildWrote(Repository.Service service) throws IOException {
        Path built = service.folder().resolve("target/openapi/openapi.yaml");
        Path committed = Documents.docs("openapi/" + service.module() + ".yaml");
        assertThat(built).as("written by mvn package").exists();
        if (REFRESH) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, withoutServers(built));
        }

        assertThat(committed).as("mvn -Pformat verify writes it").exists();
        assertThat(Repository.read(committed))
                .as("docs/openapi is behind the code: mvn -Pformat verify, look at the difference, commit it")
                .isEqualTo(withoutServers(built));
    }

    /** Where the service is depends on who built it: a test run, or a package. */
    private static String withoutServers(Path document) {
        return Repository.read(document).replaceFirst("(?m)^servers:\\n(?:[ -].*\\n)*", "");
    }

    @ParameterizedTest
    @EnumSource
    void everyOperationSaysWhatItDoes(Repository.Service service) {
        JsonNode api = Documents.read(Documents.docs("openapi/" + service.module() + ".yaml"));

        assertThat(api.path("openapi").asText()).startsWith("3.1");
        assertThat(api.path("paths")).isNotEmpty();
        api.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> operation.getValue().isObject())
                .forEach(operation -> assertThat(
                                operation.getValue().path("summary").asText())
                        .as("%s %s", operation.getKey(), path.getKey())
                        .isNotBlank()));
    }
}
