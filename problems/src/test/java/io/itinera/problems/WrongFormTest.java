package io.itinera.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of JSON that cannot be bound. */
class WrongFormTest {

    private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

    /** One field of each kind. */
    record Body(
            Instant at,
            Duration within,
            int count,
            BigDecimal price,
            boolean known,
            String name,
            List<String> names,
            Map<String, Object> traits,
            Mood mood,
            Size size) {}

    enum Mood {
        @JsonProperty("very-glad")
        VERY_GLAD,
        @JsonProperty("sad")
        SAD
    }

    /** Reads its own words. */
    enum Size {
        SMALL,
        LARGE;

        @JsonValue
        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        @JsonCreator
        static Size of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    private static JsonMappingException thrownFor(String json) {
        return catchThrowableOfType(JsonMappingException.class, () -> JSON.readValue(json, Body.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at | \"PT0S\" | a time such as 2026-11-22T09:00:00Z",
                "within | \"soon\" | a duration such as PT30M",
                "count | \"many\" | a number",
                "price | [] | a number",
                "known | \"maybe\" | true or false",
                "name | {} | a text",
                "names | 7 | a list",
                "traits | 7 | an object",
                "mood | \"bored\" | one of very-glad, sad",
                "size | \"huge\" | one of small, large"
            })
    void saysWhatWasExpected(String field, String value, String expected) {
        JsonMappingException thrown = thrownFor("{\"%s\": %s}".formatted(field, value));

        assertThat(WrongForm.message(thrown)).isEqualTo("has the wrong form, expected " + expected);
        assertThat(WrongForm.pointer(thrown)).isEqualTo("/" + field);
    }

    @Test
    void saysWhichFieldNobodyKnows() {
        JsonMappingException thrown = thrownFor("{\"a/b~c\": 1}");

        assertThat(WrongForm.message(thrown)).isEqualTo("is not known here");
        assertThat(WrongForm.pointer(thrown)).isEqualTo("/a~1b~0c");
    }
}
