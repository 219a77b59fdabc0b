package io.itinera.local.token;

import io.itinera.local.backend.BackEndException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** Signs tokens that every service of the suite accepts which knows the public key. */
public final class TokenSigner {

    /** Claim {@code iss}. */
    public static final String ISSUER = "https://itinera.local";

    /** Claim {@code aud}. */
    public static final String AUDIENCE = "itinera";

    private static final int KEY_BITS = 2048;

    private final PrivateKey key;

    /** A signer with a private RSA key. */
    public TokenSigner(PrivateKey key) {
        this.key = key;
    }

    /** A new RSA key pair. */
    public static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new BackEndException("this JDK has no RSA", e);
        }
    }

    /** The value of {@code quarkus.oidc.public-key}. */
    public static String publicKey(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /**
     * A signed token.
     *
     * @param subject who it is for
     * @param roles claim {@code groups}
     * @param now when it is signed
     * @param validFor how long it is accepted
     */
    public String sign(String subject, List<String> roles, Instant now, Duration validFor) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(subject);
        claims.setStringClaim("upn", subject);
        claims.setStringListClaim("groups", roles);
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(validFor).getEpochSecond()));
        JsonWebSignature token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(key);
        token.setHeader("typ", "JWT");
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new BackEndException("the token cannot be signed", e);
        }
    }
}
