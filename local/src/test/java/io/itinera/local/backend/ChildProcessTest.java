package io.itinera.local.backend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a command that a back end needs. */
class ChildProcessTest {

    @TempDir
    private Path dir;

    private Path log;

    @BeforeEach
    void keepALog() {
        log = dir.resolve("log");
    }

    @Test
    void saysWithWhatACommandEndedAndWhatItSaidLast() {
        List<String> command = List.of("sh", "-c", "echo the disk is full >&2; exit 3");

        assertThatThrownBy(() -> ChildProcess.run("initdb", command, dir, log))
                .isInstanceOf(BackEndException.class)
                .hasMessage("initdb ended with 3; the end of %s:%nthe disk is full", log);
    }

    @Test
    void saysWhichCommandIsNotThere() {
        assertThatThrownBy(() -> ChildProcess.run("initdb", List.of("/nowhere/initdb"), dir, log))
                .isInstanceOf(BackEndException.class)
                .hasMessageStartingWith("initdb cannot be started:");
    }
}
