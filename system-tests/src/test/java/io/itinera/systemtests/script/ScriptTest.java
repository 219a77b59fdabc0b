package io.itinera.systemtests.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.local.backend.Ports;
import io.itinera.local.backend.PostgresBackEnd;
import io.itinera.local.backend.ServiceSchema;
import io.itinera.local.stack.StackPort;
import io.itinera.systemtests.script.Script.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./itinera} promises to people. */
class ScriptTest {

    private static final Pattern TOKEN = Pattern.compile("export TOKEN=(\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path state;
    private final Script script;

    ScriptTest(@TempDir Path folder) {
        this.state = folder.resolve("state");
        this.script = new Script(state);
    }

    @AfterEach
    void leaveNothingRunning() {
        script.run("down");
    }

    @Test
    void startsTheSuiteAndKeepsItsDataUntilTheReset() throws Exception {
        Result up = script.run("up");

        assertThat(up.code()).as(up.output()).isZero();
        assertThat(up.output()).contains("http://localhost:" + script.port(StackPort.JOURNEYS), "Up after");
        assertThat(create(token(up))).isEqualTo(201);
        assertThat(script.run("status").output()).contains("journey-engine-service", "Kafka");
        assertThat(script.run("logs", "journeys").output()).contains("journey-engine-service");

        kill("journey-engine-service");
        Result more = script.run("up");

        assertThat(more.code()).as(more.output()).isZero();
        assertThat(more.output()).contains("Itinera is up already").contains("journey-engine-service   ready");
        assertThat(Files.readString(state.resolve("logs/launcher.log")))
                .contains("journey-engine-service ended, starting it again");

        Result down = script.run("down");

        assertThat(down.output()).contains("Stopped. The data stays");
        assertThat(Ports.isFree(script.port(StackPort.JOURNEYS))).isTrue();
        assertThat(Ports.isFree(script.port(StackPort.KAFKA))).isTrue();
        assertThat(Ports.isFree(script.port(StackPort.POSTGRES))).isTrue();

        Result again = script.run("up", "--back-ends-only");

        assertThat(again.code()).as(again.output()).isZero();
        assertThat(Ports.isFree(script.port(StackPort.KAFKA))).isFalse();
        assertThat(Ports.isFree(script.port(StackPort.JOURNEYS))).isTrue();
        assertThat(keptJourneys()).containsExactly("welcome");

        Result reset = script.run("reset");

        assertThat(reset.code()).as(reset.output()).isZero();
        assertThat(state).doesNotExist();
        assertThat(Ports.isFree(script.port(StackPort.KAFKA))).isTrue();
    }

    @Test
    void saysWhichPortIsTakenAndLeavesNothingRunning() throws IOException {
        try (ServerSocket _ = new ServerSocket(script.port(StackPort.CONSENT), 1, InetAddress.getLoopbackAddress())) {
            Result up = script.run("up");

            assertThat(up.code()).isEqualTo(1);
            assertThat(up.output())
                    .contains(
                            "port %d for CONSENT is taken by another program".formatted(script.port(StackPort.CONSENT)))
                    .contains("ITINERA_CONSENT_PORT=");
            assertThat(Ports.isFree(script.port(StackPort.POSTGRES))).isTrue();
            assertThat(script.run("down").output()).contains("Nothing runs.");
        }
    }

    @Test
    void saysWhyAServiceDoesNotStartAndLeavesNothingRunning() {
        Result up = script.run(Map.of("ITINERA_CONSENT_JVM_OPTIONS", "-XX:NoSuchOptionAtAll=1 -Xmx1k"), "up");

        assertThat(up.code()).isEqualTo(1);
        assertThat(up.output()).contains("consent-service did not start", "./itinera logs consent");
        assertThat(Ports.isFree(script.port(StackPort.POSTGRES))).isTrue();
        assertThat(Ports.isFree(script.port(StackPort.KAFKA))).isTrue();
    }

    @Test
    void namesTheCommandsWhenOneIsNotKnown() {
        Result result = script.run("upp");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output()).contains("\"upp\" is not a command", "./itinera COMMAND");
    }

    @Test
    void deletesNothingThatDoesNotLookLikeItsOwn() throws IOException {
        Files.createDirectories(state);
        Path precious = Files.writeString(state.resolve("precious.txt"), "keep me");

        Result reset = script.run("reset");

        assertThat(reset.code()).isEqualTo(1);
        assertThat(precious).exists();
    }

    private void kill(String service) throws Exception {
        long pid = Long.parseLong(
                Files.readString(state.resolve("run").resolve(service + ".pid")).strip());
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);
    }

    private static String token(Result up) {
        Matcher matcher = TOKEN.matcher(up.output());
        assertThat(matcher.find()).as(up.output()).isTrue();
        return matcher.group(1);
    }

    private int create(String token) throws Exception {
        String journey = """
                {"key":"welcome","name":"Welcome","entry":{"on":{"event":"Signed Up"}},"start":"end","steps":{"end":{"type":"exit"}}}""";
        return http.send(
                        journeys(token)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(journey))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    /** Keys of the journeys that the database has. */
    private List<String> keptJourneys() throws SQLException {
        try (PostgresBackEnd postgres =
                        new PostgresBackEnd(state.resolve("data/postgres"), script.port(StackPort.POSTGRES), true);
                Connection connection = postgres.connect(ServiceSchema.JOURNEY);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select key from journey.journey")) {
            List<String> keys = new ArrayList<>();
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
            return keys;
        }
    }

    private HttpRequest.Builder journeys(String token) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/v1/journeys".formatted(script.port(StackPort.JOURNEYS))))
                .header("Authorization", "Bearer " + token);
    }
}
