package io.itinera.journey.reporting;

import io.itinera.contracts.Transition;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Transitions in PostgreSQL. A batch is one transaction: the rows that are new, the counters of just those, and the positions that
 * they tell. Neither a repeat nor another order or other batches change what comes of it.
 */
@ApplicationScoped
class TransitionStore {

    private static final String WRITE = """
            insert into transition
                (id, instance, profile_id, journey, version, step, kind, step_type, next, reason, detail, at, sequence)
            select distinct on (1) * from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[]) order by 1
            on conflict (id) do nothing
            returning id
            """;

    private final Database database;
    private final CounterStore counters;
    private final PositionStore positions;
    private final MessageStore messages;

    TransitionStore(Database database, CounterStore counters, PositionStore positions, MessageStore messages) {
        this.database = database.replacingNul();
        this.counters = counters;
        this.positions = positions;
        this.messages = messages;
    }

    /** Adds the transitions that are not there yet, in one transaction. */
    @Transactional
    void add(List<Transition> batch) {
        List<Transition> fresh = fresh(batch, insert(batch));
        if (fresh.isEmpty()) {
            return;
        }
        Collection<Position> told = Position.of(fresh);
        Set<String> tests = new HashSet<>(positions.tests(fresh));
        List<String> begun = told.stream()
                .filter(Position::test)
                .map(Position::instance)
                .filter(tests::add)
                .toList();
        Tally tally = new Tally();
        for (Transition t : fresh) {
            tally.add(t, Detail.of(t).flag("test") || tests.contains(t.journey().instance()));
        }
        counters.add(tally);
        positions.put(told);
        messages.belongToTests(begun);
    }

    private Set<String> insert(List<Transition> batch) {
        return new HashSet<>(database.list(
                WRITE,
                row -> row.getString(1),
                Column.texts(batch, Transition::id),
                Column.texts(batch, t -> t.journey().instance()),
                Column.texts(batch, Transition::profileId),
                Column.texts(batch, t -> t.journey().journey()),
                Column.of("int4", batch, t -> t.journey().version()),
                Column.texts(batch, t -> t.journey().step()),
                Column.texts(batch, t -> t.kind().wire()),
                Column.texts(batch, Transition::stepType),
                Column.texts(batch, Transition::next),
                Column.texts(batch, Transition::reason),
                Column.texts(batch, TransitionStore::detail),
                Column.of("timestamptz", batch, Transition::at),
                Column.of("int8", batch, Transition::sequence)));
    }

    /** The first of each id that was inserted. */
    private static List<Transition> fresh(List<Transition> batch, Set<String> inserted) {
        return batch.stream().filter(t -> inserted.remove(t.id())).toList();
    }

    /**
     * Deletes transitions older than {@code before}.
     *
     * @param limit most rows
     * @return how many rows it deleted
     */
    int deleteBefore(Instant before, int limit) {
        return database.update(
                "delete from transition where id in (select id from transition where at < ? order by at limit ?)",
                before,
                limit);
    }

    private static String detail(Transition transition) {
        return transition.detail().isEmpty() ? null : StoredJson.write(transition.detail());
    }
}
