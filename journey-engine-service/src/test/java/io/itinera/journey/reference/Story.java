package io.itinera.journey.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Journeys and what happens to the profiles p0, p1 and p2, decided by numbers; told to an engine, so that messages have ids. */
final class Story {

    private static final Duration END = Duration.ofDays(8);
    private static final int LONG_ENOUGH = 1_000;

    /**
     * Something that happens, and what the engine has made of the story by then.
     *
     * @param lines how many there are of each profile
     * @param positions where live instances stand
     */
    record Told(Happening happening, Map<String, Integer> lines, List<String> positions) {}

    private final EngineWorld engine = EngineWorld.punctual();
    private final List<Told> told = new ArrayList<>();
    private final Authors authors;
    private final Customers customers;
    private final Operators operators;
    private final Models models;
    private Instant now;

    /**
     * @param settled true where journeys are paused and resumed, or their learning stopped, but neither changed nor archived; nothing overtakes a merge, and nothing comes twice
     */
    Story(List<Integer> frame, List<RandomJourney> journeys, List<List<Integer>> stream, boolean settled) {
        Choices frameChoices = new Choices(frame);
        now = Instant.parse(frameChoices.of(
                "2026-11-21T10:00:00Z",
                "2026-03-27T10:00:00Z",
                "2026-10-23T22:15:00Z",
                "2026-02-27T00:30:00Z",
                "2028-02-28T12:00:00Z"));
        authors = new Authors(this, journeys, settled);
        customers = new Customers(this, authors, settled);
        operators = new Operators(this, authors, customers);
        models = new Models(this, authors);
        authors.publishAll();
        models.begin(frameChoices);
        for (List<Integer> numbers : stream) {
            if (engine.lines() < LONG_ENOUGH) {
                go(new Choices(numbers));
            }
        }
        customers.arrive();
        add(new Happening.Passed(now.plus(END)));
    }

    /** A story that is told already, happening by happening. */
    Story(List<Happening> happenings) {
        authors = new Authors(this, List.of(), true);
        customers = null;
        operators = null;
        models = null;
        happenings.forEach(this::add);
    }

    List<Told> told() {
        return told;
    }

    List<Happening> happenings() {
        return told.stream().map(Told::happening).toList();
    }

    EngineWorld engine() {
        return engine;
    }

    /** Number of versions of journeys in it. */
    int versions() {
        Map<String, Integer> latest = new HashMap<>();
        for (Told one : told) {
            if (one.happening() instanceof Happening.Published published) {
                latest.merge(
                        published.journey().key(),
                        published.journey().versions().size(),
                        Math::max);
            }
        }
        return latest.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return String.join("\n", happenings().stream().map(Happening::toString).toList());
    }

    /** What can happen, and how often beside the others. */
    private enum Kind {
        ACT(17),
        ENTER(3),
        IDENTIFY(3),
        HEAR(6),
        CORRESPOND(1),
        MERGE(4),
        ERASE(1),
        REQUEST(1),
        ANSWER(7),
        ORDER(2),
        STATE(5),
        VERSION(1),
        MIGRATE(4),
        UNDO(4),
        ROLLOUT(1),
        LEARNING(1),
        MODEL(1),
        TIME(1);

        private static final int ALL =
                Stream.of(values()).mapToInt(kind -> kind.weight).sum();

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        static Kind choose(Choices choices) {
            int left = choices.below(ALL);
            for (Kind kind : values()) {
                left -= kind.weight;
                if (left < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("a choice below the sum of the weights is one of them");
        }
    }

    private void go(Choices choices) {
        Kind kind = Kind.choose(choices);
        String profile = customers.choose(choices);
        later(choices);
        boolean late = choices.below(2) == 1;
        if (!late || kind != Kind.ACT) {
            customers.arrive();
        }
        switch (kind) {
            case ACT -> customers.act(profile, choices);
            case ENTER -> customers.enter(profile, choices);
            case IDENTIFY -> customers.identify(profile, choices);
            case HEAR -> customers.hear(profile, choices);
            case CORRESPOND -> customers.correspond(profile, choices);
            case MERGE -> customers.merge(profile, choices);
            case ERASE -> customers.erase(operators.somebody(profile, choices), choices);
            case REQUEST -> operators.request(profile, choices);
            case ANSWER -> operators.answer(choices);
            case ORDER -> operators.order(choices);
            case STATE -> authors.state(choices);
            case VERSION -> authors.version(choices);
            case MIGRATE -> authors.migrate(choices);
            case UNDO -> authors.undo(choices);
            case ROLLOUT -> authors.rollout(choices);
            case LEARNING -> authors.learning(choices);
            case MODEL -> models.more(choices);
            case TIME -> add(new Happening.Passed(now));
        }
    }

    private void later(Choices choices) {
        Instant due = engine.nextDue() == null || engine.nextDue().isBefore(now) ? now : engine.nextDue();
        now = switch (choices.below(18)) {
            case 1, 11, 12, 13 -> now.plus(Duration.ofMinutes(1));
            case 2 -> now.plus(Duration.ofMinutes(30));
            case 3 -> now.plus(Duration.ofHours(1));
            case 4 -> now.plus(Duration.ofHours(2));
            case 5 -> now.plus(Duration.ofDays(1));
            case 6 -> now.plus(Duration.ofHours(23));
            case 7 -> now.plus(Duration.ofDays(3));
            case 8 -> due;
            case 9 -> due.minusMillis(1).isBefore(now) ? now : due.minusMillis(1);
            case 10 -> due.plusMillis(1);
            default -> now;
        };
    }

    // What its parts share.

    Instant now() {
        return now;
    }

    /** Not at the very moment at which something is due: which of them comes first is not said. */
    void shortlyAfter() {
        now = now.plusMillis(3);
    }

    void add(Happening happening) {
        try {
            happening.in(engine);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the engine does not bear this story:\n" + this + "\n" + happening, e);
        }
        told.add(new Told(happening, engine.linesOfEach(), engine.positions()));
    }

    /** How many things have happened. */
    int length() {
        return told.size();
    }
}
