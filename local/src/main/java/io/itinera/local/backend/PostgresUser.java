package io.itinera.local.backend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Under which user PostgreSQL runs: it refuses root, which is what a container or a build machine often is. */
enum PostgresUser {
    /** We are not root: as we are. */
    SELF(List.of()),
    /** Root in a user name space of its own, in which it is nobody; the files stay root's. */
    NAME_SPACE(List.of("unshare", "-U")),
    /** Nobody, with the right to reach files under root's folders; the data belongs to nobody. */
    NOBODY(List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--inh-caps=+dac_override,+dac_read_search",
            "--ambient-caps=+dac_override,+dac_read_search"));

    private final List<String> prefix;

    PostgresUser(List<String> prefix) {
        this.prefix = prefix;
    }

    /** The way that works here. */
    static PostgresUser detect() {
        if (!output("id", "-u").equals("0")) {
            return SELF;
        }
        return instead(user -> works(user.wrap(List.of("true"))));
    }

    /** The first way that works for root. */
    static PostgresUser instead(Predicate<PostgresUser> works) {
        return Stream.of(NAME_SPACE, NOBODY)
                .filter(works)
                .findFirst()
                .orElseThrow(() -> new BackEndException(
                        "PostgreSQL refuses to run as root, and neither unshare nor setpriv works here to run it as somebody"
                                + " else: install util-linux, or run Itinera as another user"));
    }

    /** The command under this user. */
    List<String> wrap(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    /** Gives a folder to this user where the files' owner matters. */
    void own(Path dir) {
        if (this == NOBODY && !works(List.of("chown", "-R", "65534:65534", dir.toString()))) {
            throw new BackEndException("cannot give %s to the user nobody, as whom PostgreSQL runs".formatted(dir));
        }
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new BackEndException("cannot ask for the user's id", e);
        }
    }
}
