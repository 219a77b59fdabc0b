package io.itinera.systemtests.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.systemtests.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/reliability.md names tests that there are. */
class ReliabilityPageTest {

    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

    @Test
    void everyTestThatThePageNamesIsThere() {
        Map<String, List<Path>> tests = Repository.files(Repository.ROOT, "Test.java").stream()
                .filter(file -> file.toString().contains("src/test/java"))
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replace(".java", "")));
        List<MatchResult> named = NAMED.matcher(Repository.read(Repository.ROOT.resolve("docs/reliability.md")))
                .results()
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(test -> assertThat(
                        tests.getOrDefault(test.group(1), List.of()).stream())
                .as(test.group())
                .anyMatch(file -> Repository.read(file).contains(" " + test.group(2) + "(")));
    }
}
