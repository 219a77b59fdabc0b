package io.itinera.local.stack;

import java.nio.file.Path;

/** {@code ./itinera down} after a launcher was killed: stops what it has left running. */
public final class LeftOverCommand {

    private LeftOverCommand() {}

    /** Argument: the state folder. */
    public static void main(String[] arguments) {
        LeftOverProcesses.stop(Path.of(arguments[0]).toAbsolutePath().normalize());
    }
}
