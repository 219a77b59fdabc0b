package io.itinera.channel.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.Wire;
import io.itinera.policies.CapContent;
import io.itinera.policies.QuietHoursContent;

/** The stored form of what people write. */
final class Contents {

    private Contents() {}

    static CapContent cap(String json) {
        return read(json, CapContent.class);
    }

    static QuietHoursContent quietHours(String json) {
        return read(json, QuietHoursContent.class);
    }

    static String write(Object content) {
        try {
            return Wire.JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a policy has a JSON form", e);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return Wire.JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored policy is not readable", e);
        }
    }
}
