package io.itinera.journey.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"a\": 1, \"b\": [1, 2]}; {\"b\": [1, 2], \"a\": 1}",
                "{\"percent\": 50.0}; {\"percent\": 50}",
                "{\"percent\": 0.0}; {\"percent\": 0}",
                "{\"percent\": 1e2}; {\"percent\": 100}"
            })
    void theOrderOfFieldsAndTheFormOfNumbersAreNoDifference(String one, String other) {
        assertThat(Canonical.same(json(one), json(other))).isTrue();
        assertThat(Canonical.digest(json(one))).isEqualTo(Canonical.digest(json(other)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"a\": [1, 2]}; {\"a\": [2, 1]}",
                "{\"a\": 1}; {\"a\": \"1\"}",
                "{\"a\": null}; {}",
                "{\"a\": {\"b\": 1}}; {\"a\": {}, \"b\": 1}"
            })
    void allElseIsADifference(String one, String other) {
        assertThat(Canonical.same(json(one), json(other))).isFalse();
        assertThat(Canonical.digest(json(one))).isNotEqualTo(Canonical.digest(json(other)));
    }

    private static JsonNode json(String text) {
        try {
            return Wire.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
