package io.itinera.journey.inputs;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.itinera.contracts.Wire;
import io.itinera.journey.engine.Input;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/** The values of {@code journey-inputs} as bytes: JSON by the names of the record components, with the kind of input. */
public final class InputSerde {

    private static final JsonMapper MAPPER = ((JsonMapper) Wire.STATE)
            .rebuild()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .addMixIn(Input.Delivered.class, Kinds.class)
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(Input.Delivered.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(Input.Delivered.class);

    private InputSerde() {}

    /** How the kinds are told apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Input.MovedIn.class, name = "moved"),
        @JsonSubTypes.Type(value = Input.EntryRequested.class, name = "entered"),
        @JsonSubTypes.Type(value = Input.Answered.class, name = "answered"),
        @JsonSubTypes.Type(value = Input.Ordered.class, name = "ordered"),
        @JsonSubTypes.Type(value = Input.Erased.class, name = "erased")
    })
    private interface Kinds {}

    /** The bytes of an input. */
    public static byte[] write(Input.Delivered input) {
        try {
            return WRITER.writeValueAsBytes(input);
        } catch (JsonProcessingException e) {
            throw new SerializationException("an input has no JSON form", e);
        }
    }

    /**
     * The input of bytes.
     *
     * @throws SerializationException when the bytes are not an input with a time and all that its kind needs
     */
    public static Input.Delivered read(byte[] bytes) {
        Input.Delivered input = bytes == null ? null : parse(bytes);
        boolean whole = input != null
                && input.at() != null
                && switch (input) {
                    case Input.MovedIn moved -> moved.from() != null;
                    case Input.EntryRequested asked -> asked.id() != null && asked.journey() != null;
                    case Input.Answered answered ->
                        answered.instance() != null
                                && answered.step() != null
                                && answered.answer() != null
                                && answered.answer().outcome() != null;
                    case Input.Ordered ordered ->
                        ordered.instance() != null && ordered.order() != null && ordered.by() != null;
                    case Input.Erased erased -> erased.request() != null && erased.profile() != null;
                };
        if (!whole) {
            throw new SerializationException("an input has a time and all that its kind needs");
        }
        return input;
    }

    private static Input.Delivered parse(byte[] bytes) {
        try {
            return READER.readValue(bytes);
        } catch (JsonProcessingException e) {
            throw new SerializationException("not an input: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new SerializationException("bytes in memory do not fail to read", e);
        }
    }
}
