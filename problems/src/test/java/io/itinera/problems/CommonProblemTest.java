package io.itinera.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CommonProblemTest {

    @ParameterizedTest
    @EnumSource
    void hasASlugInKebabCaseATitleAndAnErrorStatus(CommonProblem kind) {
        assertThat(kind.slug()).matches("[a-z]+(-[a-z]+)*");
        assertThat(kind.title()).isNotBlank().doesNotEndWith(".");
        assertThat(kind.status()).isBetween(400, 599);
        assertThat(kind.type()).hasToString("/problems/" + kind.slug());
    }

    @Test
    void slugsAreUnique() {
        assertThat(CommonProblem.values()).extracting(CommonProblem::slug).doesNotHaveDuplicates();
    }

    @Test
    void aBareStatusOfTheFrameworkFindsItsKindAndAnUnknownOneASafeOne() {
        assertThat(CommonProblem.forStatus(405)).isEqualTo(CommonProblem.METHOD_NOT_ALLOWED);
        assertThat(CommonProblem.forStatus(418)).isEqualTo(CommonProblem.MALFORMED_REQUEST);
        assertThat(CommonProblem.forStatus(504)).isEqualTo(CommonProblem.INTERNAL_ERROR);
        assertThat(IntStream.range(400, 600).mapToObj(CommonProblem::forStatus)).doesNotContainNull();
    }
}
