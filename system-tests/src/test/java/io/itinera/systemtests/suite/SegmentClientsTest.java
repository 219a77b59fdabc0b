package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.segment.analytics.Analytics;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.TrackMessage;
import io.itinera.local.backend.BackEndException;
import io.itinera.local.stack.StackPort;
import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What integrators have in their applications already works: the official clients, unchanged but for the address. */
class SegmentClientsTest {

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void theJavaLibraryReachesTheProfile() {
        Analytics analytics = Analytics.builder(suite.writeKey())
                .endpoint(intake() + "/")
                .flushInterval(1, TimeUnit.SECONDS)
                .build();
        analytics.enqueue(IdentifyMessage.builder().userId("java-library").traits(Map.of("plan", "pro", "seats", 3)));
        analytics.enqueue(
                TrackMessage.builder("Report Opened").userId("java-library").properties(Map.of("report", "weekly")));
        analytics.flush();

        awaitProfile("java-library");
        analytics.shutdown();
    }

    @Test
    void theNodeLibraryReachesTheProfile() throws Exception {
        Path folder = installNodeLibrary();
        Process node = new ProcessBuilder("node", "send.mjs", intake(), suite.writeKey())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes());
        assertThat(node.waitFor()).as(said).isZero();

        awaitProfile("node-library");
    }

    private void awaitProfile(String userId) {
        await("the profile of " + userId)
                .atMost(RunningSuite.PATIENCE)
                .ignoreException(BackEndException.class)
                .untilAsserted(() -> {
                    JsonNode profile = suite.client().get(StackPort.PROFILES, "/v1/profiles/userId:" + userId);
                    assertThat(profile.at("/traits/plan").asText()).isEqualTo("pro");
                    assertThat(profile.at("/traits/seats").asInt()).isEqualTo(3);
                    assertThat(profile.at("/eventCounts/Report Opened").asInt()).isEqualTo(1);
                });
    }

    private String intake() {
        return "http://127.0.0.1:" + suite.stack().settings().port(StackPort.INTAKE);
    }

    private static Path installNodeLibrary() throws IOException, InterruptedException {
        Path source = Repository.ROOT.resolve("system-tests/src/test/node");
        Path folder = Files.createDirectories(Repository.ROOT.resolve("system-tests/target/node"));
        for (String file : List.of("package.json", "send.mjs")) {
            Files.copy(source.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--no-package-lock")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(npm.getInputStream().readAllBytes());
        assertThat(npm.waitFor()).as(said).isZero();
        return folder;
    }
}
