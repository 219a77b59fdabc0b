package io.itinera.journey.tasks;

import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.database.Column;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Gives tasks to people in turn. One transaction at a time does so, over all pods, so that nobody gets more than they may have: what it
 * counts stays so until it has given.
 */
@ApplicationScoped
class TurnStore {

    private static final String LOCK = "select 1 from pg_advisory_xact_lock(hashtext('itinera.journey.task-turns'))";
    private static final String WAITING =
            " from task where turn_list is not null and assignee is null and state = 'open' ";
    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private final Database database;
    private final TasksConfig config;
    private final InstantSource clock;

    TurnStore(Database database, TasksConfig config, InstantSource clock) {
        this.database = database.replacingNul();
        this.config = config;
        this.clock = clock;
    }

    /** Lets no other transaction give tasks before this one ends; to be called before it changes any. */
    @Transactional(Transactional.TxType.MANDATORY)
    void begin() {
        database.list(LOCK, row -> row.getInt(1));
    }

    /** Makes an opened task wait for its turn. */
    @Transactional(Transactional.TxType.MANDATORY)
    void await(String task, Turn turn) {
        database.update(
                "update task set turn_list = ?, turn_people = ?, turn_capacity = ? where id = ?",
                turn.list(),
                StoredJson.write(turn.people()),
                turn.capacity(),
                task);
    }

    /** Gives all tasks that wait, as far as somebody is free; how many. */
    @Transactional
    int giveAll() {
        if (database.list("select 1" + WAITING + "limit 1", row -> row.getInt(1))
                .isEmpty()) {
            return 0;
        }
        begin();
        return database
                .list("select distinct turn_list, turn_people, turn_capacity" + WAITING, TurnStore::turn)
                .stream()
                .mapToInt(this::give)
                .sum();
    }

    /**
     * Gives tasks of a turn that wait, the earliest first, as far as somebody is free; how many. One that somebody is claiming or closing
     * just now is passed over.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    int give(Turn turn) {
        List<String> waiting = database.list(
                "select id" + WAITING
                        + "and turn_list = ? and turn_people = ? and turn_capacity is not distinct from ?::int"
                        + " order by opened_at, id limit ? for update skip locked",
                row -> row.getString(1),
                turn.list(),
                StoredJson.write(turn.people()),
                turn.capacity(),
                config.turnsAtOnce());
        if (waiting.isEmpty()) {
            return 0;
        }
        Map<String, Turn.Load> loads = loads(turn.people());
        int last = last(turn);
        int given = 0;
        for (String task : waiting) {
            OptionalInt place = turn.next(last, loads, clock.instant());
            if (place.isEmpty()) {
                break;
            }
            String person = turn.people().get(place.getAsInt());
            database.update("update task set assignee = ? where id = ?", person, task);
            loads.put(person, loads.getOrDefault(person, Turn.Load.NONE).withOneMore());
            last = place.getAsInt();
            given++;
        }
        if (given > 0) {
            database.update(
                    "insert into task_turn (step, n) values (?, ?) on conflict (step) do update set n = excluded.n",
                    turn.list(),
                    last);
        }
        return given;
    }

    private int last(Turn turn) {
        return database.first("select n from task_turn where step = ?", row -> row.getInt(1), turn.list())
                .orElse(-1);
    }

    private Map<String, Turn.Load> loads(List<String> people) {
        Map<String, Turn.Load> loads = new HashMap<>();
        database.list("""
                        select p.name, s.capacity, s.away_until,
                               (select count(*) from task t where t.assignee = p.name and t.state in ('open', 'claimed')) as open
                        from unnest(?::text[]) as p (name) left join task_person s on s.name = p.name
                        """, row -> Map.entry(row.getString("name"), load(row)), Column.texts(people))
                .forEach(entry -> loads.put(entry.getKey(), entry.getValue()));
        return loads;
    }

    private static Turn.Load load(ResultSet row) throws SQLException {
        return new Turn.Load(
                row.getObject("capacity", Integer.class), Database.time(row, "away_until"), row.getLong("open"));
    }

    private static Turn turn(ResultSet row) throws SQLException {
        return new Turn(
                row.getString("turn_list"),
                StoredJson.read(row.getString("turn_people"), NAMES),
                row.getObject("turn_capacity", Integer.class));
    }
}
