package io.itinera.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FigureTest {

    @Test
    void theMedianOfAnOddNumberOfRoundsIsTheMiddleOne() {
        Figure figure = new Figure("intake.single", "events/s", new double[] {30, 10, 20});

        assertThat(figure.median()).isEqualTo(20);
        assertThat(figure.min()).isEqualTo(10);
        assertThat(figure.max()).isEqualTo(30);
    }

    @Test
    void theMedianOfAnEvenNumberOfRoundsIsBetweenTheTwoInTheMiddle() {
        assertThat(new Figure("x", "ms", new double[] {1, 2, 4, 9}).median()).isEqualTo(3);
    }

    @Test
    void aFigureWithoutARoundIsRefused() {
        assertThatThrownBy(() -> new Figure("x", "ms", new double[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theJsonFormHasEveryFigureByItsName(@TempDir Path directory) throws IOException {
        Report report = new Report(new PrintStream(PrintStream.nullOutputStream()));
        report.add(new Figure("intake.single", "events/s", new double[] {2, 1, 3}));
        Path file = directory.resolve("figures.json");

        report.writeJson(file);

        assertThat(Files.readString(file).replaceAll("\\s", ""))
                .isEqualTo("{\"intake.single\":{\"median\":2.0,\"min\":1.0,\"max\":3.0,\"unit\":\"events/s\"}}");
    }

    @Test
    void theUsageOfThisProcessIsReadFromProc() {
        ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());

        assertThat(usage.cpuSeconds()).isPositive();
        assertThat(usage.rssMiB()).isBetween(10.0, 100_000.0);
    }
}
