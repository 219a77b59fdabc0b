package io.itinera.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * JSON as it goes over Kafka: ISO 8601 times, nulls and empty maps left out, unknown fields passed over so that a reader
 * survives a newer writer.
 */
public final class Wire {

    /** Shared and immutable by agreement: nobody configures it further. */
    public static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // Names of traits and identifiers are as many as customers; interning each costs more than reading
                    // it.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
            .build();

    /** The same for state that its own service alone reads: times are numbers, see {@link TimesAsNumbers}. */
    public static final ObjectMapper STATE =
            ((JsonMapper) JSON).rebuild().addModule(new TimesAsNumbers()).build();

    private Wire() {}
}
