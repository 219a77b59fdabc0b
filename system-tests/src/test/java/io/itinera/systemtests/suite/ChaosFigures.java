package io.itinera.systemtests.suite;

import io.itinera.systemtests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** What the chaos tests have done and seen: printed, and written to a file, when they are through. */
final class ChaosFigures {

    private static final Path FILE = Repository.ROOT.resolve("system-tests/target/chaos.md");

    private final Map<Pods.Harm, Figures> seen = new EnumMap<>(Pods.Harm.class);
    private final Map<Pods.Harm, Integer> passed = new EnumMap<>(Pods.Harm.class);

    /**
     * Of one round, or the sum of several.
     *
     * @param rounds how many
     * @param customers who came in
     * @param events that intake has said it has
     * @param steps that the engine made
     * @param messages that were asked for
     * @param kills processes that were killed
     * @param lost events that are not in their customers' lives
     * @param twice events, steps and deliveries that were there before
     * @param latest how late the latest step could be seen
     */
    record Figures(
            int rounds,
            int customers,
            int events,
            int steps,
            int messages,
            int kills,
            long lost,
            long twice,
            Duration latest) {

        private static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO);

        private Figures plus(Figures other) {
            return new Figures(
                    rounds + other.rounds,
                    customers + other.customers,
                    events + other.events,
                    steps + other.steps,
                    messages + other.messages,
                    kills + other.kills,
                    lost + other.lost,
                    twice + other.twice,
                    latest.compareTo(other.latest) > 0 ? latest : other.latest);
        }
    }

    /** A round is through, and not judged yet. */
    void seen(Pods.Harm harm, Figures round) {
        seen.merge(harm, round, Figures::plus);
        write();
    }

    /** A round has passed: everybody is where the reference says, and each event, step and message is there once. */
    void passed(Pods.Harm harm) {
        passed.merge(harm, 1, Integer::sum);
        write();
    }

    /** Tells the figures. */
    void tell() {
        System.out.println(table());
    }

    /** After each round, so that they are there however the run ends. */
    private void write() {
        try {
            Files.writeString(FILE, table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String table() {
        StringJoiner table = new StringJoiner("\n", "", "\n")
                .add("| harm | rounds passed | customers | events | steps | messages | kills | lost | twice | latest |")
                .add("|---|---|---|---|---|---|---|---|---|---|");
        Figures sum = Figures.NONE;
        for (Map.Entry<Pods.Harm, Figures> harm : seen.entrySet()) {
            String name = harm.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            table.add(row(name, passed.getOrDefault(harm.getKey(), 0), harm.getValue()));
            sum = sum.plus(harm.getValue());
        }
        return table.add(row(
                        "**all**",
                        passed.values().stream().mapToInt(Integer::intValue).sum(),
                        sum))
                .toString();
    }

    private static String row(String harm, int passed, Figures f) {
        return "| %s | %d of %d | %,d | %,d | %,d | %,d | %,d | %,d | %,d | %.1f s |"
                .formatted(
                        harm,
                        passed,
                        f.rounds,
                        f.customers,
                        f.events,
                        f.steps,
                        f.messages,
                        f.kills,
                        f.lost,
                        f.twice,
                        f.latest.toMillis() / 1000.0);
    }
}
