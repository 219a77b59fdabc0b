package io.itinera.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void hasTheMembersOfRfc9457AndThePlacesThatAreWrong() throws IOException {
        Problem problem = Problem.of(
                CommonProblem.INVALID_REQUEST,
                "name is empty",
                List.of(new Problem.FieldError("/steps/0/name", "is empty")));

        assertThat(JSON.readTree(JSON.writeValueAsBytes(problem))).isEqualTo(JSON.readTree("""
                        {"type": "/problems/invalid-request", "title": "The request is not valid", "status": 422,
                         "detail": "name is empty", "errors": [{"pointer": "/steps/0/name", "detail": "is empty"}]}
                        """));
    }

    @Test
    void leavesOutThePlacesWhenThereAreNone() throws IOException {
        assertThat(JSON.writeValueAsString(Problem.of(CommonProblem.NOT_FOUND, "journey x is not there")))
                .doesNotContain("errors");
    }

    @Test
    void keepsItsPlacesWhenTheCallersListChanges() {
        List<Problem.FieldError> errors = new ArrayList<>(List.of(new Problem.FieldError("/a", "b")));
        Problem problem = Problem.of(CommonProblem.INVALID_REQUEST, "x", errors);

        errors.clear();

        assertThat(problem.errors()).hasSize(1);
    }
}
