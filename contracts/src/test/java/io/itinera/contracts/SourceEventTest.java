package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceEventTest {

    @Test
    void isKeyedByTheProfileThenTheUserThenTheDevice() {
        assertThat(event("p", "u", "a").key()).isEqualTo("profile:p");
        assertThat(event(null, "u", "a").key()).isEqualTo("userId:u");
        assertThat(event(null, null, "a").key()).isEqualTo("anonymousId:a");
    }

    private static SourceEvent event(String profileId, String userId, String anonymousId) {
        return Wire.JSON.convertValue(
                profileId == null
                        ? userId == null
                                ? Map.of("anonymousId", anonymousId)
                                : Map.of("userId", userId, "anonymousId", anonymousId)
                        : Map.of("profileId", profileId, "userId", userId, "anonymousId", anonymousId),
                SourceEvent.class);
    }
}
