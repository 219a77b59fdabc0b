package io.itinera.journey.reporting;

import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.reporting.Tally.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The counters, to which batches add. Rows are taken in the order of their keys, so that pods wait for each other but never for ever. */
@ApplicationScoped
class CounterStore {

    private static final String COUNTS = """
            insert into transition_count as c
                (journey, version, day, test, step, kind, next, reason, revisit, step_type, n)
            select a, b, c, d, e, f, g, h, i, max(j), sum(k)
            from unnest(?::text[], ?::int[], ?::date[], ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bool[],
                ?::text[], ?::bigint[]) as r(a, b, c, d, e, f, g, h, i, j, k)
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2, 3, 4, 5, 6, 7, 8, 9
            on conflict (journey, version, day, step, kind, next, reason, revisit, test) do update set n = c.n + excluded.n
            """;

    private static final String LENGTHS = """
            insert into duration_count as c (journey, version, day, test, what, subject, bucket, n)
            select a, b, c, d, e, f, g, sum(h)
            from unnest(?::text[], ?::int[], ?::date[], ?::bool[], ?::text[], ?::text[], ?::int2[], ?::bigint[])
                as r(a, b, c, d, e, f, g, h)
            group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
            on conflict (journey, version, day, what, subject, test, bucket) do update set n = c.n + excluded.n
            """;

    private static final String ARMS = """
            insert into arm_count as c (journey, version, day, test, split, arm, holdout, n)
            select a, b, c, d, e, f, bool_or(g), sum(h)
            from unnest(?::text[], ?::int[], ?::date[], ?::bool[], ?::text[], ?::text[], ?::bool[], ?::bigint[])
                as r(a, b, c, d, e, f, g, h)
            group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6
            on conflict (journey, version, day, split, arm, test) do update set n = c.n + excluded.n
            """;

    private static final String GOALS = """
            insert into goal_count as c (journey, version, day, test, goal, split, arm, currency, n, valued, value, squares)
            select a, b, c, d, e, f, g, h, sum(i), sum(j), sum(k), sum(l)
            from unnest(?::text[], ?::int[], ?::date[], ?::bool[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                ?::bigint[], ?::numeric[], ?::numeric[]) as r(a, b, c, d, e, f, g, h, i, j, k, l)
            group by 1, 2, 3, 4, 5, 6, 7, 8 order by 1, 2, 3, 4, 5, 6, 7, 8
            on conflict (journey, version, day, goal, split, arm, currency, test)
            do update set n = c.n + excluded.n, valued = c.valued + excluded.valued, value = c.value + excluded.value,
                squares = c.squares + excluded.squares
            """;

    private final Database database;

    CounterStore(Database database) {
        this.database = database.replacingNul();
    }

    /** A column after those of the place. */
    private record Cell<K, V>(String type, BiFunction<K, V, ?> value) {
        private static <K, V> Cell<K, V> of(String type, Function<K, ?> value) {
            return new Cell<>(type, (key, _) -> value.apply(key));
        }

        private static <K> Cell<K, Long> n() {
            return new Cell<>("int8", (_, n) -> n);
        }
    }

    void add(Tally tally) {
        write(
                COUNTS,
                tally.counts(),
                Tally.Count::place,
                List.of(
                        Cell.of("text", Tally.Count::step),
                        Cell.of("text", Tally.Count::kind),
                        Cell.of("text", Tally.Count::next),
                        Cell.of("text", Tally.Count::reason),
                        Cell.of("bool", Tally.Count::revisit),
                        Cell.of("text", Tally.Count::stepType),
                        Cell.n()));
        write(
                LENGTHS,
                tally.lengths(),
                Tally.Length::place,
                List.of(
                        Cell.of("text", Tally.Length::what),
                        Cell.of("text", Tally.Length::subject),
                        Cell.of("int2", Tally.Length::bucket),
                        Cell.n()));
        write(
                ARMS,
                tally.arms(),
                Tally.Arm::place,
                List.of(
                        Cell.of("text", Tally.Arm::split),
                        Cell.of("text", Tally.Arm::arm),
                        Cell.of("bool", Tally.Arm::holdout),
                        Cell.n()));
        write(
                GOALS,
                tally.goals(),
                Tally.Goal::place,
                List.of(
                        Cell.of("text", Tally.Goal::goal),
                        Cell.of("text", Tally.Goal::split),
                        Cell.of("text", Tally.Goal::arm),
                        Cell.of("text", Tally.Goal::currency),
                        new Cell<>("int8", (_, sum) -> sum.n()),
                        new Cell<>("int8", (_, sum) -> sum.valued()),
                        new Cell<>("numeric", (_, sum) -> sum.value()),
                        new Cell<>("numeric", (_, sum) -> sum.squares())));
    }

    private <K, V> void write(String sql, Map<K, V> rows, Function<K, Place> place, List<Cell<K, V>> cells) {
        if (rows.isEmpty()) {
            return;
        }
        List<Cell<K, V>> all = new ArrayList<>();
        all.add(Cell.of("text", place.andThen(Place::journey)));
        all.add(Cell.of("int4", place.andThen(Place::version)));
        all.add(Cell.of("date", place.andThen(Place::day)));
        all.add(Cell.of("bool", place.andThen(Place::test)));
        all.addAll(cells);
        database.update(
                sql,
                all.stream()
                        .map(cell -> Column.of(cell.type(), rows.entrySet(), row -> cell.value()
                                .apply(row.getKey(), row.getValue())))
                        .toArray());
    }
}
