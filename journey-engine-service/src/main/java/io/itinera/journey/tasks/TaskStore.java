package io.itinera.journey.tasks;

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
                    + " assignee, opened_at, outcome, closed_by, note, closed_at";

    private final Database database;

    TaskStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Applies changes in order, in one transaction. */
    @Transactional
    void apply(List<TaskChange> changes) {
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
        if (added == 1 && !change.assignees().isEmpty()) {
            int turn = change.assignees().size() == 1 ? 0 : turn(at.journey() + "/" + at.step());
            String assignee = change.assignees().get(turn % change.assignees().size());
            database.update("update task set assignee = ? where id = ?", assignee, change.id());
        }
    }

    /** Counts the tasks of a step, so that each person gets the next. */
    private int turn(String step) {
        return database.list(
                        "insert into task_turn (step, n) values (?, 0) on conflict (step)"
                                + " do update set n = (task_turn.n + 1) % 1000000000 returning n",
                        row -> row.getInt(1), step)
                .getFirst();
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
     * @param after where the page before ended, or null
     */
    @Transactional
    List<Task> list(String assignee, TaskState state, Place after, int limit) {
        return database.list(
                "select " + COLUMNS
                        + " from task where (?::text is null or assignee = ?) and (?::text is null or state = ?)"
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
                Database.time(row, "opened_at"),
                closed == null
                        ? null
                        : new Task.Closing(
                                row.getString("outcome"), row.getString("closed_by"), row.getString("note"), closed));
    }
}
