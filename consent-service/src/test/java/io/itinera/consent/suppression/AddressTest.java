package io.itinera.consent.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AddressTest {

    @Example
    void mailboxesAreComparedWithoutCase() {
        assertThat(Address.normalise("  Ann.Lee+News@Example.COM. ")).isEqualTo("ann.lee+news@example.com");
    }

    @Example
    void internationalDomainsAreComparedInAscii() {
        assertThat(Address.normalise("info@Bücher.example")).isEqualTo("info@xn--bcher-kva.example");
    }

    @Example
    void phoneNumbersAreComparedByDigits() {
        assertThat(Address.normalise("0049 (30) 123-456")).isEqualTo("+4930123456");
        assertThat(Address.normalise("+49 30 123456")).isEqualTo("+4930123456");
    }

    @Example
    void anythingElseIsKept() {
        assertThat(Address.normalise("https://hooks.example.com/A@b")).isEqualTo("https://hooks.example.com/A@b");
    }

    @Property
    void normalisingTwiceChangesNothing(@ForAll String text) {
        String once = Address.normalise(text);
        assertThat(Address.normalise(once)).isEqualTo(once);
    }
}
