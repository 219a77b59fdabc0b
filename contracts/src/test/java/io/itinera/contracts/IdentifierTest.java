package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    @Property
    void parsingTheTextFormGivesTheIdentifierBack(@ForAll Identifier.Kind kind, @ForAll @NotEmpty String value) {
        Identifier identifier = new Identifier(kind, value);

        assertThat(Identifier.parse(identifier.text())).isEqualTo(identifier);
    }

    @Property
    void orderAgreesWithEquality(
            @ForAll Identifier.Kind kind,
            @ForAll @NotEmpty String value,
            @ForAll Identifier.Kind otherKind,
            @ForAll @NotEmpty String otherValue) {
        Identifier one = new Identifier(kind, value);
        Identifier other = new Identifier(otherKind, otherValue);

        assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
    }

    @Test
    void aKnownCustomerComesBeforeAnAnonymousDevice() {
        List<Identifier> sorted = Stream.of("anonymousId:a", "userId:z", "profile:p", "userId:b")
                .map(Identifier::parse)
                .sorted()
                .toList();

        assertThat(sorted)
                .extracting(Identifier::text)
                .containsExactly("profile:p", "userId:b", "userId:z", "anonymousId:a");
    }

    @Test
    void keepsColonsThatBelongToTheValue() {
        assertThat(Identifier.parse("userId:urn:isbn:1")).isEqualTo(new Identifier(Identifier.Kind.USER, "urn:isbn:1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "userId", "userId:", "email:ada@example.com", "USERID:1", ":1"})
    void refusesWhatIsNotAnIdentifier(String text) {
        assertThatThrownBy(() -> Identifier.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotRepeatTheValueWhenTheKindIsNotKnown() {
        assertThatThrownBy(() -> Identifier.parse("email:ada@example.com"))
                .hasMessageContaining("'email…'")
                .hasMessageNotContaining("ada");
    }

    @Test
    void derivesTheProfileOfAnIdentifierAndTakesAProfileAsItIs() {
        assertThat(Identifier.parse("userId:42").derivedProfileId()).isEqualTo("52c62465-d9e6-58fc-bf86-6ef452b38d3a");
        assertThat(Identifier.parse("profile:52c62465-d9e6-58fc-bf86-6ef452b38d3a")
                        .derivedProfileId())
                .isEqualTo("52c62465-d9e6-58fc-bf86-6ef452b38d3a");
    }
}
