package io.itinera.local.testing;

import io.itinera.local.token.TokenSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Bearer tokens that the services under test accept. */
public final class Tokens {

    private Tokens() {}

    /** A token with the given roles, valid for an hour; its subject is {@code test}. */
    public static String of(String... roles) {
        return forSubject("test", roles);
    }

    /** A token of a certain person. */
    public static String forSubject(String subject, String... roles) {
        return signer().sign(subject, List.of(roles), Instant.now(), Duration.ofHours(1));
    }

    /** A token that has expired. */
    public static String expired(String... roles) {
        return signer().sign("test", List.of(roles), Instant.now().minus(Duration.ofHours(2)), Duration.ofHours(1));
    }

    /** A token that somebody else signed. */
    public static String forged(String... roles) {
        return new TokenSigner(TokenSigner.newKeyPair().getPrivate())
                .sign("test", List.of(roles), Instant.now(), Duration.ofHours(1));
    }

    private static TokenSigner signer() {
        return new TokenSigner(BackEnds.shared().privateKey());
    }
}
