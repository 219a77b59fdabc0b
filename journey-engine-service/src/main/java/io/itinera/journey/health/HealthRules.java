package io.itinera.journey.health;

import io.itinera.journey.definition.Sentence;
import io.itinera.journey.reporting.statistics.Interval;
import io.itinera.journey.reporting.statistics.Proportion;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** When something is unusual: chance alone must not be an alert, nor what has always been so. */
final class HealthRules {

    /** Days with which today is compared. */
    static final int DAYS = 7;

    private static final Map<String, Alert.Kind> KINDS = Map.of(
            Observed.ERRORS,
            Alert.Kind.ERRORS,
            Observed.MESSAGES,
            Alert.Kind.MESSAGES,
            Observed.CALLS,
            Alert.Kind.CALLS);

    private static final Map<String, String> WORDS = Map.of(
            Observed.ERRORS, "instances that ended did so on an error",
            Observed.MESSAGES, "messages failed, bounced or could not be made",
            Observed.CALLS, "calls of endpoints failed");

    private final HealthConfig config;

    HealthRules(HealthConfig config) {
        this.config = config;
    }

    /**
     * Nobody enters a journey that people usually enter every day. Where some days are without an entry anyway, such as a weekend,
     * one more is not unusual.
     *
     * @param last the last entry, or null
     * @param before entries of the seven days before the time without any, or null
     */
    Optional<Alert> noEntries(String journey, Instant last, HealthStore.Entries before, Instant now) {
        boolean usual =
                before != null && before.days() >= DAYS && before.entries() >= (long) DAYS * config.usualEntries();
        if (!usual || last == null || last.isAfter(now.minus(config.noEntries()))) {
            return Optional.empty();
        }
        String sentence = "Nobody has entered since %s; on each of the seven days before somebody did, %d in all."
                .formatted(Sentence.time(last, ZoneOffset.UTC), before.entries());
        return Optional.of(new Alert(
                journey,
                Alert.Kind.NO_ENTRIES,
                null,
                null,
                sentence,
                "GET /v1/journeys/" + journey + "/report?interval=day"));
    }

    /**
     * What goes wrong more often than before, by version; before is all versions together.
     *
     * @param recent what went wrong of late
     * @param before what went wrong on the seven days before
     * @param when how long of late is, in words
     */
    List<Alert> errors(String journey, List<Observed> recent, List<Observed> before, String when) {
        List<Alert> alerts = new ArrayList<>();
        for (Observed now : recent) {
            Alert.Kind kind = KINDS.get(now.figure());
            List<Observed> then =
                    before.stream().filter(o -> o.figure().equals(now.figure())).toList();
            Proportion usual = sum(then);
            if (kind != null && unusual(now.proportion(), usual)) {
                String sentence = "%d of %d %s %s (%s), and %d of %d in the seven days before (%s)."
                        .formatted(
                                now.hits(),
                                now.proportion().n(),
                                WORDS.get(now.figure()),
                                when,
                                percent(now.proportion()),
                                usual.hits(),
                                usual.n(),
                                percent(usual));
                alerts.add(new Alert(
                        journey,
                        kind,
                        now.version(),
                        null,
                        sentence,
                        "GET /v1/journeys/%s/report?version=%d".formatted(journey, now.version())));
            }
        }
        return alerts;
    }

    private boolean unusual(Proportion now, Proportion before) {
        double least = config.errorPercent() / 100;
        if (now.hits() < config.errors() || now.rate() < least) {
            return false;
        }
        return before.n() == 0 ? now.wilson().low() >= least : now.minus(before).low() > 0;
    }

    private static Proportion sum(List<Observed> observed) {
        return new Proportion(
                observed.stream().mapToLong(Observed::hits).sum(),
                observed.stream().mapToLong(o -> o.proportion().n()).sum());
    }

    /** Service levels that are missed. */
    static List<Alert> targets(String journey, List<Health.Level> levels) {
        return levels.stream()
                .filter(level -> !level.met())
                .map(level -> target(journey, level))
                .toList();
    }

    private static Alert target(String journey, Health.Level level) {
        boolean step = level.step() != null;
        Duration within = Duration.ofMillis(Math.round(level.withinSeconds() * 1e3));
        String passed = level.n() == 0
                ? "nobody has passed since yesterday"
                : plain(level.share() * 100) + " % of " + level.n() + " did since yesterday";
        String sentence = "%s %% are to %s within %s: %s%s."
                .formatted(
                        plain(level.wanted() * 100),
                        step ? "leave " + level.step() : "reach goal " + level.goal(),
                        within,
                        passed,
                        level.lateNow() == 0 ? "" : ", and %d stand there for longer now".formatted(level.lateNow()));
        String look = step
                ? "GET /v1/journeys/%s/steps/%s/instances".formatted(journey, level.step())
                : "GET /v1/journeys/%s/report?within=%s".formatted(journey, within);
        return new Alert(journey, Alert.Kind.TARGET, null, step ? level.step() : level.goal(), sentence, look);
    }

    /** Instances that nothing will move on. */
    static Optional<Alert> stuck(String journey, Map<String, Long> byReason) {
        if (byReason.isEmpty()) {
            return Optional.empty();
        }
        String reasons = byReason.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
        return Optional.of(new Alert(
                journey,
                Alert.Kind.STUCK,
                null,
                null,
                "Instances are stuck: " + reasons + ".",
                "GET /v1/journeys/" + journey + "/stuck"));
    }

    /** A new version beside the one before, by each figure that either has. */
    static List<Health.Figure> figures(List<Observed> now, List<Observed> before) {
        List<Health.Figure> figures = new ArrayList<>();
        for (String figure : List.of(Observed.ERRORS, Observed.MESSAGES, Observed.CALLS, Observed.REFUSED)) {
            Proportion mine =
                    sum(now.stream().filter(o -> o.figure().equals(figure)).toList());
            Proportion its =
                    sum(before.stream().filter(o -> o.figure().equals(figure)).toList());
            if (mine.n() > 0 || its.n() > 0) {
                figures.add(new Health.Figure(figure, share(mine), share(its), verdict(mine, its)));
            }
        }
        return figures;
    }

    private static String verdict(Proportion now, Proportion before) {
        if (now.n() < 10 || before.n() < 10) {
            return "too-few";
        }
        Interval difference = now.minus(before);
        if (difference.contains(0)) {
            return "undecided";
        }
        return difference.low() > 0 ? "worse" : "better";
    }

    private static Health.Share share(Proportion p) {
        Interval bounds = p.wilson();
        return new Health.Share(p.hits(), p.n(), p.rate(), bounds.low(), bounds.high());
    }

    private static String percent(Proportion p) {
        return String.format(Locale.ROOT, "%.1f %%", p.rate() * 100);
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, "%.1f", number).replaceAll("\\.0$", "");
    }
}
