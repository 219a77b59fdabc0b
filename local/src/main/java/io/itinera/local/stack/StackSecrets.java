package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.Directories;
import io.itinera.local.backend.Passwords;
import io.itinera.local.token.TokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** The secrets of one local stack, made on this machine and readable by their owner only. */
public final class StackSecrets {

    private static final Duration PERSON = Duration.ofHours(12);
    private static final Duration SERVICE = Duration.ofHours(24);

    private final Path dir;
    private final Passwords passwords;
    private final KeyPair keys;
    private final InstantSource clock;

    private StackSecrets(Path dir, KeyPair keys, InstantSource clock) {
        this.dir = dir;
        this.passwords = new Passwords(dir.resolve("secrets.properties"));
        this.keys = keys;
        this.clock = clock;
    }

    /** The secrets in a folder; what is missing is made. */
    public static StackSecrets open(Path dir, InstantSource clock) {
        Path folder = Directories.create(dir);
        Path file = folder.resolve("signing-key.pem");
        return new StackSecrets(folder, Files.exists(file) ? read(file) : make(file), clock);
    }

    /** The secret of links that a service signs. */
    public String linkSecret(StackService service) {
        return passwords.of("link." + service.schema().sqlName());
    }

    /** The value of {@code quarkus.oidc.public-key}. */
    public String publicKey() {
        return TokenSigner.publicKey(keys.getPublic());
    }

    /** A token for a person with roles. */
    public String token(List<String> roles) {
        return signer().sign("local", roles, clock.instant(), PERSON);
    }

    /** The file with the token by which services call each other. */
    public Path serviceTokenFile() {
        return dir.resolve("service.token");
    }

    /** Writes a new token for services; to be repeated well before a day is over. */
    public void renewServiceToken() {
        String token = signer().sign("local-service", List.of("service"), clock.instant(), SERVICE);
        Path next = dir.resolve("service.token.next");
        try {
            Files.deleteIfExists(next);
            createPrivate(next);
            Files.writeString(next, token);
            Files.move(next, serviceTokenFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BackEndException("cannot write " + serviceTokenFile(), e);
        }
    }

    private TokenSigner signer() {
        return new TokenSigner(keys.getPrivate());
    }

    private static KeyPair make(Path file) {
        KeyPair made = TokenSigner.newKeyPair();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(made.getPrivate().getEncoded());
        try {
            createPrivate(file);
            Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
            return made;
        } catch (IOException e) {
            throw new BackEndException("cannot write " + file, e);
        }
    }

    private static KeyPair read(Path file) {
        try {
            String body = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
            KeyFactory factory = KeyFactory.getInstance("RSA");
            PrivateKey key = factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
            RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
            return new KeyPair(
                    factory.generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent())), key);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new BackEndException("cannot read " + file + ": ./itinera reset makes a new one", e);
        }
    }

    private static void createPrivate(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
