package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Topics;
import io.itinera.systemtests.Repository;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/operations.md names the settings and metrics that there are. */
class OperationsPageTest {

    private static final String PAGE = Repository.read(Repository.ROOT.resolve("docs/operations.md"));
    private static final Pattern VARIABLE = Pattern.compile("^\\| `(ITINERA_[A-Z0-9_]+)` \\|", Pattern.MULTILINE);
    private static final Pattern METRIC = Pattern.compile("\"(itinera_[a-z_]+)\"");

    @Test
    void everySettingOfOurServicesHasARowAndNoRowIsLeftOver() {
        Set<String> read = Stream.of(Repository.Service.values())
                .map(ServiceConfiguration::new)
                .flatMap(service -> service.ownVariables().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> documented = VARIABLE.matcher(PAGE)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).isEqualTo(read);
    }

    @Test
    void everyMetricOfOurServicesIsExplained() {
        Stream<String> metrics = Stream.of(Repository.Service.values())
                .flatMap(service -> Repository.files(service.folder().resolve("src/main/java"), ".java").stream())
                .flatMap(file -> METRIC.matcher(Repository.read(file)).results())
                .map(found -> found.group(1));

        assertThat(metrics.distinct()).isNotEmpty().allSatisfy(name -> assertThat(PAGE)
                .contains(name));
    }

    @Test
    void theCompactedTopicsAreThoseOfTheCode() {
        String row = PAGE.lines()
                .filter(line -> line.startsWith("| `cleanup.policy`"))
                .map(line -> line.split("\\|")[2])
                .findFirst()
                .orElseThrow();

        assertThat(Topics.ALL).allSatisfy(topic -> assertThat(row.contains("`" + topic.name() + "`"))
                .as(topic.name())
                .isEqualTo(topic.compacted()));
    }
}
