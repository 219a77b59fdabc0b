package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.systemtests.Repository;
import io.itinera.systemtests.Repository.Service;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Dockerfiles fit what the build leaves behind, and what the manifests expect of an image. */
class DockerfilesTest {

    @ParameterizedTest
    @EnumSource
    void theJvmImageHasTheWholeLayoutOfTheBuildAndStartsIt(Service service) {
        Dockerfile file = Dockerfile.of(service, "jvm");

        List<Copy> copies = file.copies();
        assertThat(copies).hasSize(4).allSatisfy(copy -> assertThat(matching(service, copy.from()))
                .as("%s of %s", copy.from(), service.module())
                .isNotEmpty());
        assertThat(copied(service, copies)).containsExactlyInAnyOrderElementsOf(built(service));
        assertThat(file.only("ENV JAVA_APP_JAR=\"([^\"]+)\"")).isEqualTo("/deployments/quarkus-run.jar");
        assertThat(copies)
                .filteredOn(copy -> copy.from().endsWith("*.jar"))
                .extracting(Copy::to)
                .containsExactly("/deployments/");
        assertThat(copies).filteredOn(copy -> copy.from().endsWith("/")).allSatisfy(copy -> assertThat(copy.to())
                .isEqualTo("/deployments/" + Path.of(copy.from()).getFileName() + "/"));
    }

    @ParameterizedTest
    @EnumSource
    void theNativeImageHasTheRunnerOfTheBuildAndStartsIt(Service service) {
        Dockerfile file = Dockerfile.of(service, "native");

        Copy runner = file.copies().getFirst();
        assertThat(file.copies()).hasSize(1);
        assertThat(runner.from()).isEqualTo("target/*-runner");
        assertThat(runner.to()).startsWith(file.only("WORKDIR (\\S+)"));
        assertThat(file.only("ENTRYPOINT \\[ ?\"\\./([^\"]+)\""))
                .isEqualTo(Path.of(runner.to()).getFileName().toString());
        assertThat(Repository.read(Repository.ROOT.resolve("pom.xml"))
                        + Repository.read(service.folder().resolve("src/main/resources/application.properties")))
                .as("what names the runner otherwise")
                .doesNotContain("runner-suffix", "package.output-name", "<finalName>");
    }

    @ParameterizedTest
    @EnumSource
    void bothImagesAreOfAVersionNotOfRootAndListenWhereTheManifestsSay(Service service) {
        Stream.of("jvm", "native").map(kind -> Dockerfile.of(service, kind)).forEach(file -> {
            assertThat(file.only("FROM (\\S+)"))
                    .matches("[a-z0-9.-]+/\\S+:[0-9]+(\\.[0-9]+)+")
                    .doesNotEndWith(":latest");
            assertThat(Integer.parseInt(file.only("USER (\\S+)"))).isPositive();
            assertThat(file.only("EXPOSE (\\d+)")).isEqualTo(Integer.toString(service.port()));
            assertThat(file.text()).contains("-Dquarkus.http.host=0.0.0.0").containsOnlyOnce("ENTRYPOINT");
        });
    }

    /** Everything that belongs to the package: files beside the jar, and the folders. */
    private static List<String> built(Service service) {
        return children(service.folder().resolve("target/quarkus-app"))
                .filter(path -> Files.isDirectory(path) || path.toString().endsWith(".jar"))
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<String> copied(Service service, List<Copy> copies) {
        return copies.stream()
                .flatMap(copy -> matching(service, copy.from()).stream())
                .map(path -> path.getFileName().toString())
                .toList();
    }

    private static List<Path> matching(Service service, String from) {
        Path pattern = Path.of(from);
        return children(service.folder().resolve(pattern).getParent())
                .filter(path -> path.getFileSystem()
                        .getPathMatcher("glob:" + pattern.getFileName())
                        .matches(path.getFileName()))
                .toList();
    }

    private static Stream<Path> children(Path folder) {
        return Stream.of(folder.toFile().listFiles()).map(File::toPath);
    }

    /** One COPY: from where in the module's folder, to where in the image. */
    private record Copy(String from, String to) {}

    /** A Dockerfile as text. */
    private record Dockerfile(String text) {

        static Dockerfile of(Service service, String kind) {
            return new Dockerfile(Repository.read(service.folder().resolve("src/main/docker/Dockerfile." + kind)));
        }

        List<Copy> copies() {
            return Pattern.compile("(?m)^COPY (?:--\\S+ )*(\\S+) (\\S+)$")
                    .matcher(text)
                    .results()
                    .map(found -> new Copy(found.group(1), found.group(2)))
                    .toList();
        }

        /** What an instruction that is there once says. */
        String only(String instruction) {
            List<MatchResult> found = Pattern.compile("(?m)^" + instruction)
                    .matcher(text)
                    .results()
                    .toList();
            assertThat(found).as(instruction).hasSize(1);
            return found.getFirst().group(1);
        }
    }
}
