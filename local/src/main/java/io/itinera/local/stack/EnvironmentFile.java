package io.itinera.local.stack;

import io.itinera.local.backend.BackEndException;
import io.itinera.local.backend.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A service's variables in a file that a shell can read, for {@code quarkus:dev} beside the back ends. */
final class EnvironmentFile {

    private EnvironmentFile() {}

    static void write(Path file, Map<String, String> variables) {
        String text = new TreeMap<>(variables)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "='" + entry.getValue().replace("'", "'\\''") + "'\n")
                        .collect(Collectors.joining());
        try {
            Directories.create(file.getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new BackEndException("cannot write " + file, e);
        }
    }
}
