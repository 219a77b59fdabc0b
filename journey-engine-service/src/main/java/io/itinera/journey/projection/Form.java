package io.itinera.journey.projection;

import io.itinera.contracts.JsonSerde;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.SerializationException;

/**
 * How a record of a topic is read.
 *
 * @param <T> what it says
 */
@FunctionalInterface
public interface Form<T> {

    /**
     * What a record says.
     *
     * @throws SerializationException when it cannot be used; the message says why, without personal data
     */
    T read(byte[] value);

    /**
     * JSON of a type.
     *
     * @param usable whether it has what the store needs
     * @param needs a sentence about that, for whoever looks at a dead letter
     */
    static <T> Form<T> json(Class<T> type, Predicate<T> usable, String needs) {
        JsonSerde<T> serde = JsonSerde.of(type);
        return bytes -> {
            T value = serde.read(bytes);
            if (value == null || !usable.test(value)) {
                throw new SerializationException(needs);
            }
            return value;
        };
    }
}
