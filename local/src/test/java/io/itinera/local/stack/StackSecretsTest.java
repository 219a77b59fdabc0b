package io.itinera.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackSecretsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path dir;

    @Test
    void keysAndSecretsStayTheSameAndOnlyTheirOwnerCanReadThem() throws Exception {
        StackSecrets first = open();
        first.renewServiceToken();
        String link = first.linkSecret(StackService.CHANNEL);

        assertThat(open().publicKey()).isEqualTo(first.publicKey());
        assertThat(open().linkSecret(StackService.CHANNEL)).isEqualTo(link).hasSizeGreaterThanOrEqualTo(32);
        assertThat(open().linkSecret(StackService.CONSENT)).isNotEqualTo(link);
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aTokenSaysWhoMayDoWhatAndForHowLong() throws Exception {
        JwtClaims claims = read(open().token(List.of("editor", "viewer")));

        assertThat(claims.getIssuer()).isEqualTo("https://itinera.local");
        assertThat(claims.getAudience()).containsExactly("itinera");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("editor", "viewer");
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plusSeconds(12 * 3600).getEpochSecond());
    }

    @Test
    void theServicesTokenIsReplacedAsAWhole() throws Exception {
        StackSecrets secrets = open();
        secrets.renewServiceToken();
        secrets.renewServiceToken();

        assertThat(read(Files.readString(secrets.serviceTokenFile())).getStringListClaimValue("groups"))
                .containsExactly("service");
    }

    private StackSecrets open() {
        return StackSecrets.open(dir, InstantSource.fixed(NOW));
    }

    private static JwtClaims read(String token) throws Exception {
        return new JwtConsumerBuilder()
                .setSkipSignatureVerification()
                .setSkipAllValidators()
                .build()
                .processToClaims(token);
    }
}
