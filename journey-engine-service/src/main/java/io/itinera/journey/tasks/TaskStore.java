package io.itinera.journey.tasks;

import com.fasterxml.jackson.core.type.TypeReference;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.TaskChange;
import io.itinera.database.Database;
import io.itinera.journey.database.StoredJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tasks in PostgreSQL. A change that comes twice changes nothing the second time. */
@ApplicationScoped
class TaskStore {

    private static final String COLUMNS =
            "id, profile_id, journey, version, instance, step, visit, content, state, overdue,"
                    + " assignee, turn_people, opened_at, outcome, closed_by, note, closed_at";

    private static final TypeReference<List<String>> NAMES = new TypeReference<>() {};

    private final Database database;
    private final TurnStore turns;

    TaskStore(Database database, TurnStore turns) {
        this.database = database.replacingNul();
        this.turns = turns;
    }

    /** Applies changes in order, in one transaction. */
    @Transactional
    void apply(List<TaskChange> changes) {
        if (changes.stream().anyMatch(change -> turn(change) != null)) {
            turns.begin();
        }
        for (TaskChange change : changes) {
            switch (change.kind()) {
                case OPENED -> open(change);
                case OVERDUE ->
                    database.update(
                            "update task set overdue = true, assignee = coalesce(?, assignee),"
                                    + " state = case when ?::text is null then state else 'open' end"
                                    + " where id = ? and state in ('open', 'claimed') and not overdue",
                            first(change),
                            first(change),
                            change.id());
                case CLOSED ->
                    database.update(
                            "update task set state = case when ?::text is null then 'withdrawn' else 'done' end,"
                                    + " outcome = ?, closed_at = ? where id = ? and state in ('open', 'claimed')",
                            change.outcome(),
                            change.outcome(),
                            change.at(),
                            change.id());
            }
        }
    }

    private static String first(TaskChange change) {
        return change.assignees().isEmpty() ? null : change.assignees().getFirst();
    }

    private void open(TaskChange change) {
        JourneyRef at = change.journey();
        int added = database.update(
                "insert into task (id, profile_id, journey, version, instance, step, visit, content, state, overdue, opened_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 'open', false, ?) on conflict (id) do nothing",
                change.id(),
                change.profileId(),
                at.journey(),
                at.version(),
                at.instance(),
                at.step(),
                change.visit(),
                StoredJson.write(change.content()).replace("\\u0000", "\\ufffd"),
                change.at());
        Turn turn = turn(change);
        if (added == 1 && turn != null) {
            turns.await(change.id(), turn);
            turns.give(turn);
        } else if (added == 1 && first(change) != null) {
            database.update("update task set assignee = ? where id = ?", first(change), change.id());
        }
    }

    private static Turn turn(TaskChange change) {
        return change.kind() == TaskChange.Kind.OPENED ? Turn.of(change) : null;
    }

    /** One task. */
    @Transactional
    Optional<Task> find(String id) {
        return database.first("select " + COLUMNS + " from task where id = ?", TaskStore::task, id);
    }

    /** One task, for a change of it in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Task> locked(String id) {
        return database.first("select " + COLUMNS + " from task where id = ? for update", TaskStore::task, id);
    }

    /**
     * Tasks, the earliest opened first.
     *
     * @param assignee whose, or null for everybody's
     * @param state in which state, or null for any
     * @param waiting true for those alone that wait since nobody in their list is free
     * @param after where the page before ended, or null
     */
    @Transactional
    List<Task> list(String assignee, TaskState state, boolean waiting, Place after, int limit) {
        return database.list(
                "select " + COLUMNS
                        + " from task where (?::text is null or assignee = ?) and (?::text is null or state = ?)"
                        + (waiting ? " and turn_list is not null and assignee is null and state = 'open'" : "")
                        + " and (?::timestamptz is null or (opened_at, id) > (?::timestamptz, ?)) order by opened_at, id limit ?",
                TaskStore::task,
                assignee,
                assignee,
                state == null ? null : state.wire(),
                state == null ? null : state.wire(),
                after == null ? null : after.at(),
                after == null ? null : after.at(),
                after == null ? null : after.id(),
                limit);
    }

    /** Where a list goes on. */
    record Place(Instant at, String id) {}

    @Transactional(Transactional.TxType.MANDATORY)
    void claim(String id, String by) {
        database.update("update task set state = 'claimed', assignee = ? where id = ?", by, id);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void close(String id, Task.Closing closing) {
        database.update(
                "update task set state = 'done', outcome = ?, closed_by = ?, note = ?, closed_at = ? where id = ?",
                closing.outcome(),
                closing.by(),
                closing.note(),
                closing.at(),
                id);
    }

    private static Task task(ResultSet row) throws SQLException {
        Instant closed = Database.time(row, "closed_at");
        return new Task(
                row.getString("id"),
                row.getString("profile_id"),
                new JourneyRef(
                        row.getString("journey"),
                        row.getInt("version"),
                        row.getString("instance"),
                        row.getString("step")),
                row.getInt("visit"),
                StoredJson.read(row.getString("content"), TaskChange.Content.class),
                TaskState.of(row.getString("state")),
                row.getBoolean("overdue"),
                row.getString("assignee"),
                waitsFor(row),
                Database.time(row, "opened_at"),
                closed == null
                        ? null
                        : new Task.Closing(
                                row.getString("outcome"), row.getString("closed_by"), row.getString("note"), closed));
    }

    private static List<String> waitsFor(ResultSet row) throws SQLException {
        boolean waits = row.getString("assignee") == null
                && TaskState.of(row.getString("state")) == TaskState.OPEN
                && row.getString("turn_people") != null;
        return waits ? StoredJson.read(row.getString("turn_people"), NAMES) : null;
    }
}
