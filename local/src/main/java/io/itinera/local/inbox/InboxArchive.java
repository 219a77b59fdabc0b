package io.itinera.local.inbox;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Mails as files, so that they are still there after a restart. */
public final class InboxArchive {

    private final Path dir;
    private final List<byte[]> mails;
    private int next;

    private InboxArchive(Path dir, List<byte[]> mails) {
        this.dir = dir;
        this.mails = mails;
        this.next = mails.size() + 1;
    }

    /** The mails of a folder. */
    public static InboxArchive open(Path dir) {
        Path folder = Directories.create(dir);
        try (Stream<Path> files = Files.list(folder)) {
            List<byte[]> mails = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                mails.add(Files.readAllBytes(file));
            }
            return new InboxArchive(folder, mails);
        } catch (IOException e) {
            throw new BackEndException("the mails in %s cannot be read".formatted(folder), e);
        }
    }

    /** The mails that were there, in the order in which they came. */
    public List<byte[]> mails() {
        return mails;
    }

    /** Keeps one more mail. */
    public synchronized void add(byte[] mail) {
        Path file = dir.resolve("%08d.eml".formatted(next));
        try {
            Files.write(file, mail);
            next++;
        } catch (IOException e) {
            throw new BackEndException("cannot write " + file, e);
        }
    }
}
