package io.itinera.conditions;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key is a contract between services and with what is stored: a change of it is a migration. */
class DerivedKeyTest {

    @Test
    void isTheBeginningOfAHashOverTheCanonicalForm() {
        Condition condition = Conditions.parse(Map.of("event", "Logged In", "within", "P14D"), "");

        StringBuilder form = new StringBuilder();
        Canonical.write(condition.toMap(), form);

        assertThat(form).hasToString("{\"event\":\"Logged In\",\"within\":\"P14D\"}");
        assertThat(Conditions.derivedKey(condition, null)).isEqualTo("derived-8ab4df440e0f47df");
    }

    @Test
    void neitherTheOrderOfMembersNorTheFormOfANumberMatters() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("trait", "total");
        one.put("gte", 20);
        one.put("lt", new BigDecimal("100.0"));
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("lt", 100L);
        other.put("gte", 20.0);
        other.put("trait", "total");

        assertThat(key(one)).isEqualTo(key(other));
    }

    @Test
    void whatIsWrittenOutIsTheSameAsWhatIsMeantWithoutIt() {
        assertThat(key(Map.of("event", "Bought", "count", 1))).isEqualTo(key(Map.of("event", "Bought")));
    }

    @Test
    void anotherConditionHasAnotherKey() {
        assertThat(key(Map.of("trait", "a", "eq", "1")))
                .isNotEqualTo(key(Map.of("trait", "a", "eq", 1)))
                .isNotEqualTo(key(Map.of("trait", List.of("a.b"), "eq", "1")));
    }

    @Test
    void theSameInAnotherZoneHasAnotherKey() {
        Condition condition = Conditions.parse(Map.of("event", "Logged In", "within", "P14D"), "");

        assertThat(Conditions.derivedKey(condition, ZoneId.of("Europe/Berlin")))
                .startsWith("derived-")
                .hasSize("derived-8ab4df440e0f47df".length())
                .isEqualTo(Conditions.derivedKey(condition, ZoneId.of("Europe/Berlin")))
                .isNotEqualTo(Conditions.derivedKey(condition, ZoneId.of("Asia/Tokyo")))
                .isNotEqualTo(Conditions.derivedKey(condition, null));
    }

    private static String key(Map<String, Object> json) {
        return Conditions.derivedKey(Conditions.parse(json, ""), null);
    }
}
