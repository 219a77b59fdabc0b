package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileIdsTest {

    /** The expected values were computed by another implementation (Python's {@code uuid.uuid5}). */
    @ParameterizedTest
    @CsvSource({
        "userId:42, 52c62465-d9e6-58fc-bf86-6ef452b38d3a",
        "anonymousId:a-1, 8c2b34ad-d11f-584c-a1bd-0ae5d58734a1",
        "userId:Zoë@例え, 6ef8c134-d444-51ff-bc92-7c6d60c44582",
        "'', be1c5122-e3c5-50bd-bb3c-b633b91990d8",
        "journey:cart-recovery, 53fc6ff6-b5d4-5256-b6aa-9250e1aa4b72"
    })
    void derivesTheSameIdAsAnotherImplementation(String name, String expected) {
        assertThat(ProfileIds.derive(name)).isEqualTo(expected);
    }

    @Property
    void everyIdIsAVersion5UuidOfTheRfcVariant(@ForAll String name) {
        UUID id = UUID.fromString(ProfileIds.derive(name));

        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id).hasToString(ProfileIds.derive(name));
    }

    @Property
    void differentNamesHaveDifferentIds(@ForAll int one, @ForAll int other) {
        assertThat(ProfileIds.derive("userId:" + one).equals(ProfileIds.derive("userId:" + other)))
                .isEqualTo(one == other);
    }
}
