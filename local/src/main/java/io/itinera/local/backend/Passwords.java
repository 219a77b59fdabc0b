package io.itinera.local.backend;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** Random secrets in a file that only its owner can read; a name that is asked for the first time gets a new one. */
public final class Passwords {

    private static final int BYTES = 24;

    private final Path file;

    /** The secrets of a file, which need not exist. */
    public Passwords(Path file) {
        this.file = file;
    }

    /** The secret of a name, kept for the next start. */
    public synchronized String of(String name) {
        Properties known = load();
        String present = known.getProperty(name);
        if (present != null) {
            return present;
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        known.setProperty(name, HexFormat.of().formatHex(secret));
        save(known);
        return known.getProperty(name);
    }

    private Properties load() {
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            } catch (IOException e) {
                throw new BackEndException("cannot read " + file, e);
            }
        }
        return known;
    }

    private void save(Properties known) {
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (Writer writer = Files.newBufferedWriter(file)) {
                known.store(writer, null);
            }
        } catch (IOException e) {
            throw new BackEndException("cannot write " + file, e);
        }
    }
}
