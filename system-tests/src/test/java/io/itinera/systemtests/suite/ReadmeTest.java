package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.itinera.local.backend.ReceivedMail;
import io.itinera.local.stack.StackPort;
import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first journey of the README, as a shell runs it; only the ports and the place of the token are this suite's. */
class ReadmeTest {

    private static final Pattern SHELL = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void theFirstJourneyDoesWhatTheReadmeSays(@TempDir Path folder) throws Exception {
        List<String> blocks = shellBlocks("## A first journey by curl", "## The services");
        Path output = folder.resolve("output");
        Process shell = shell(blocks, folder, output);
        try (Writer go = shell.outputWriter(StandardCharsets.UTF_8)) {
            await("the mail that the README promises")
                    .atMost(RunningSuite.PATIENCE)
                    .until(() -> !suite.mails("ada@customers.example").isEmpty());
            go.write("\n");
        }

        assertThat(shell.waitFor(RunningSuite.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        String said = Files.readString(output);
        ReceivedMail mail = suite.mails("ada@customers.example").getFirst();
        assertThat(shell.exitValue()).as(said).isZero();
        assertThat(mail.subject()).isEqualTo("Welcome, Ada");
        assertThat(said)
                .doesNotContain("/problems/", "curl:")
                .contains("\"state\":\"draft\"", "\"state\":\"live\"", "\"success\":true")
                .contains("\"identifiers\":[\"userId:ada\"]", "\"name\":\"Signed Up\"")
                .contains("\"step\":\"look\"", "\"entered\":1");
    }

    private static List<String> shellBlocks(String from, String to) {
        String readme = Repository.read(Repository.ROOT.resolve("README.md"));
        String section = readme.substring(readme.indexOf(from), readme.indexOf(to));
        return SHELL.matcher(section)
                .results()
                .map((MatchResult r) -> r.group(1))
                .toList();
    }

    /** Before the last block, which looks at what has happened, the shell waits for a line. */
    private Process shell(List<String> blocks, Path folder, Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("itinera() { case $1 in up) ;; token) printf '%s' \"$SUITE_TOKEN\" ;; *) exit 9 ;; esac; }");
        lines.addAll(blocks.subList(0, blocks.size() - 1));
        lines.add("read -r _");
        lines.add(blocks.getLast());
        String script = String.join("\n", lines).replace("./itinera ", "itinera ");
        for (Map.Entry<StackPort, String> port : Map.of(
                        StackPort.INTAKE, "8081",
                        StackPort.PROFILES, "8082",
                        StackPort.JOURNEYS, "8083",
                        StackPort.CONSENT, "8084",
                        StackPort.CHANNELS, "8085")
                .entrySet()) {
            script = script.replace(
                    "localhost:" + port.getValue(),
                    "localhost:" + suite.stack().settings().port(port.getKey()));
        }
        Path file = Files.writeString(folder.resolve("readme.sh"), script);
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SUITE_TOKEN", suite.stack().token("operator", "editor", "approver", "viewer"));
        return builder.start();
    }
}
