package io.itinera.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A record as JSON bytes in the form of {@link Wire}; null stays null (a tombstone), while JSON's own null is no record.
 *
 * @param <T> the record type
 */
public final class JsonSerde<T> implements Serde<T> {

    private final ObjectReader reader;
    private final ObjectWriter writer;

    private JsonSerde(ObjectMapper mapper, Class<T> type) {
        this.reader = mapper.readerFor(type);
        this.writer = mapper.writerFor(type);
    }

    /** A serde for {@code type}, safe for use by several threads. */
    public static <T> JsonSerde<T> of(Class<T> type) {
        return new JsonSerde<>(Wire.JSON, type);
    }

    /** A serde in the form of {@link Wire#STATE}, for what a service keeps for itself. */
    public static <T> JsonSerde<T> ofState(Class<T> type) {
        return new JsonSerde<>(Wire.STATE, type);
    }

    /**
     * @throws SerializationException when the value has no JSON form
     */
    public byte[] write(T value) {
        try {
            return value == null ? null : writer.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new SerializationException("a " + value.getClass().getSimpleName() + " has no JSON form", e);
        }
    }

    /**
     * @throws SerializationException when the bytes are not a JSON form of the type; the message holds no data of the record
     */
    public T read(byte[] bytes) {
        try {
            if (bytes == null) {
                return null;
            }
            T value = reader.readValue(bytes);
            if (value == null) {
                throw new SerializationException("not a " + name() + ": null");
            }
            return value;
        } catch (JsonProcessingException e) {
            e.clearLocation();
            throw new SerializationException(
                    "not a " + name() + ": " + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new SerializationException("bytes in memory do not fail to read", e);
        }
    }

    private String name() {
        return reader.getValueType().getRawClass().getSimpleName();
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> write(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> read(bytes);
    }
}
