package io.itinera.systemtests.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.systemtests.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/problems.md has a heading for each kind of problem that a service can answer with, and for no other. */
class ProblemsTest {

    /** A constant of an enum of problems: slug, title, status. */
    private static final Pattern CONSTANT = Pattern.compile(
            "\\b[A-Z][A-Z0-9_]*\\(\\s*\"([a-z0-9-]+)\",\\s*\"((?:[^\"\\\\]|\\\\.)*)\",\\s*(\\d{3})\\s*\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^### ([a-z0-9-]+) \\((\\d{3})\\)$");

    @Test
    void everyKindOfProblemHasAHeadingWithItsStatusAndNoHeadingIsLeftOver() {
        Map<String, Integer> documented = new TreeMap<>();
        HEADING.matcher(Repository.read(Documents.docs("problems.md")))
                .results()
                .forEach(h -> documented.put(h.group(1), Integer.valueOf(h.group(2))));

        assertThat(documented).isEqualTo(inCode());
    }

    @Test
    void everyHeadingIsFollowedByItsMeaningAndTheWayOut() {
        String[] sections = Repository.read(Documents.docs("problems.md")).split("(?m)^### ");

        assertThat(Stream.of(sections).skip(1)).isNotEmpty().allSatisfy(section -> assertThat(section)
                .contains("**Meaning:**")
                .contains("**Way out:**"));
    }

    @Test
    void everyEnumOfProblemsIsOneThatThisTestCanRead() {
        assertThat(enums())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(constants(file)).as("%s", file).isNotEmpty());
    }

    private static Map<String, Integer> inCode() {
        Map<String, Integer> kinds = new TreeMap<>();
        for (Path file : enums()) {
            constants(file).forEach((slug, status) -> assertThat(kinds.put(slug, status))
                    .as("%s is a problem of two enums", slug)
                    .isNull());
        }
        return kinds;
    }

    private static Map<String, Integer> constants(Path file) {
        Map<String, Integer> constants = new TreeMap<>();
        CONSTANT.matcher(Repository.read(file))
                .results()
                .forEach(c -> constants.put(c.group(1), Integer.valueOf(c.group(3))));
        return constants;
    }

    private static List<Path> enums() {
        return Stream.concat(
                        Stream.of(Repository.ROOT.resolve("problems")),
                        Stream.of(Repository.Service.values()).map(Repository.Service::folder))
                .flatMap(module -> Repository.files(module.resolve("src/main/java"), ".java").stream())
                .filter(file -> Repository.read(file).contains(" implements ProblemKind"))
                .toList();
    }
}
