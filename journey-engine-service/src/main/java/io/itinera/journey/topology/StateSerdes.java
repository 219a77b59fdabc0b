package io.itinera.journey.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.itinera.contracts.Wire;
import io.itinera.journey.engine.ProfileState;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The engine's state as bytes: JSON by the names of the record components, nothing that is empty. The mapping is here, so that the
 * engine knows nothing of JSON; a component that is added is absent in older bytes and must bear that.
 */
final class StateSerdes {

    private static final JsonMapper MAPPER = ((JsonMapper) Wire.STATE)
            .rebuild()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();
    private static final ObjectReader STATE_READER = MAPPER.readerFor(ProfileState.class);
    private static final ObjectWriter STATE_WRITER = MAPPER.writerFor(ProfileState.class);

    private StateSerdes() {}

    static byte[] write(ProfileState state) {
        return write(STATE_WRITER, state);
    }

    static ProfileState readState(byte[] bytes) {
        return read(STATE_READER, bytes);
    }

    private static byte[] write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException("state has no JSON form", e);
        }
    }

    private static <T> T read(ObjectReader reader, byte[] bytes) {
        try {
            return reader.readValue(bytes);
        } catch (JsonProcessingException e) {
            throw new SerializationException("not a state: " + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new SerializationException("bytes in memory do not fail to read", e);
        }
    }
}
