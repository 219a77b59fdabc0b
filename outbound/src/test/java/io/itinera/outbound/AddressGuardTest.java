package io.itinera.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard strict = new AddressGuard(false, Set.of(), "a.setting");
    private final AddressGuard local = new AddressGuard(true, Set.of("hooks.internal"), "a.setting");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/",
                "https://localhost/",
                "https://127.0.0.1/",
                "https://user:pw@shop.example/",
                "ftp://shop.example/",
                "https:///x",
                "/x"
            })
    void refusesWhatIsNotHttpsToAPublicName(String url) {
        assertThat(strict.objection(URI.create(url))).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/hook?x=1,true",
        "http://127.0.0.1:8/x,true",
        "http://hooks.internal/x,true",
        "http://shop.example/,false"
    })
    void allowsLoopbackAndNamedHostsWhereConfigured(String url, boolean allowed) {
        assertThat(local.objection(URI.create(url)).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "10.255.255.255",
                "192.168.0.1",
                "172.16.0.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "fe80::1",
                "fd00::1",
                "64:ff9b::a00:1",
                "::ffff:10.0.0.1",
                "::ffff:192.168.0.1",
                "::ffff:127.0.0.1",
                "::ffff:169.254.169.254",
                "::10.0.0.1",
                "2002:a00:1::"
            })
    void aPublicNameThatResolvesToAnInnerAddressIsNotCalled(String address) throws Exception {
        assertThat(strict.allows("shop.example", InetAddress.getByName(address)))
                .isFalse();
        assertThat(local.allows("shop.example", InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"})
    void aPublicAddressIsCalled(String address) throws Exception {
        assertThat(strict.allows("shop.example", InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "127.0.0.1", "169.254.169.254"})
    void anInnerAddressMappedIntoIpv6IsRefusedAlsoWhereThePlatformDoesNotMapItBack(String address) throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = (byte) 0xff;
        System.arraycopy(InetAddress.getByName(address).getAddress(), 0, mapped, 12, 4);

        assertThat(strict.allows("shop.example", Inet6Address.getByAddress("shop.example", mapped, 0)))
                .isFalse();
    }

    @Test
    void theObjectionNamesTheSettingThatWouldAllowIt() {
        assertThat(strict.objection(URI.create("http://localhost:8/x")))
                .hasValue("is on this machine, which a.setting does not allow");
    }
}
