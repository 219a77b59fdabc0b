package io.itinera.journey.tasks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Tasks in PostgreSQL. A change that comes twice changes nothing the second time. */
@ApplicationScoped
class TaskStore {

    private static final String COLUMNS =
            "id, profile_id, journey, version, instance, step, visit, content, state, overdue,"
                    + " assignee, opened_at, outcome, closed_by, note, closed_at";

    private final DataSource database;

    TaskStore(DataSource database) {
        this.database = database;
    }

    /** Applies changes in order, in one transaction. */
    @Transactional
    void apply(List<TaskChange> changes) {
        try (Connection connection = database.getConnection()) {
            for (TaskChange change : changes) {
                switch (change.kind()) {
                    case OPENED -> open(connection, change);
                    case OVERDUE ->
                        update(
                                connection,
                                "update task set overdue = true, assignee = coalesce(?, assignee),"
                                        + " state = case when ?::text is null then state else 'open' end"
                                        + " where id = ? and state in ('open', 'claimed') and not overdue",
                                first(change),
                                first(change),
                                change.id());
                    case CLOSED ->
                        update(
                                connection,
                                "update task set state = case when ?::text is null then 'withdrawn' else 'done' end,"
                                        + " outcome = ?, closed_at = ? where id = ? and state in ('open', 'claimed')",
                                change.outcome(),
                                change.outcome(),
                                Timestamp.from(change.at()),
                                change.id());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("tasks not written", e);
        }
    }

    private static String first(TaskChange change) {
        return change.assignees().isEmpty() ? null : change.assignees().getFirst();
    }

    private static void open(Connection connection, TaskChange change) throws SQLException {
        JourneyRef at = change.journey();
        int added = update(
                connection,
                "insert into task (id, profile_id, journey, version, instance, step, visit, content, state, overdue, opened_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, 'open', false, ?) on conflict (id) do nothing",
                change.id(),
                change.profileId(),
                at.journey(),
                at.version(),
                at.instance(),
                at.step(),
                change.visit(),
                json(change.content()),
                Timestamp.from(change.at()));
        if (added == 1 && !change.assignees().isEmpty()) {
            int turn = change.assignees().size() == 1 ? 0 : turn(connection, at.journey() + "/" + at.step());
            String assignee = change.assignees().get(turn % change.assignees().size());
            update(connection, "update task set assignee = ? where id = ?", assignee, change.id());
        }
    }

    /** Counts the tasks of a step, so that each person gets the next. */
    private static int turn(Connection connection, String step) throws SQLException {
        try (PreparedStatement next =
                connection.prepareStatement("insert into task_turn (step, n) values (?, 0) on conflict (step)"
                        + " do update set n = (task_turn.n + 1) % 1000000000 returning n")) {
            next.setString(1, step);
            try (ResultSet row = next.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** One task. */
    @Transactional
    Optional<Task> find(String id) {
        return query("select " + COLUMNS + " from task where id = ?", id).stream()
                .findFirst();
    }

    /** One task, for a change of it in the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Task> locked(String id) {
        return query("select " + COLUMNS + " from task where id = ? for update", id).stream()
                .findFirst();
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
        return query(
                "select " + COLUMNS
                        + " from task where (?::text is null or assignee = ?) and (?::text is null or state = ?)"
                        + " and (?::timestamptz is null or (opened_at, id) > (?::timestamptz, ?)) order by opened_at, id limit "
                        + limit,
                assignee,
                assignee,
                state == null ? null : state.wire(),
                state == null ? null : state.wire(),
                after == null ? null : Timestamp.from(after.at()),
                after == null ? null : Timestamp.from(after.at()),
                after == null ? null : after.id());
    }

    /** Where a list goes on. */
    record Place(Instant at, String id) {}

    @Transactional(Transactional.TxType.MANDATORY)
    void claim(String id, String by) {
        change("update task set state = 'claimed', assignee = ? where id = ?", by, id);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void close(String id, Task.Closing closing) {
        change(
                "update task set state = 'done', outcome = ?, closed_by = ?, note = ?, closed_at = ? where id = ?",
                closing.outcome(),
                closing.by(),
                closing.note(),
                Timestamp.from(closing.at()),
                id);
    }

    private void change(String sql, Object... arguments) {
        try (Connection connection = database.getConnection()) {
            update(connection, sql, arguments);
        } catch (SQLException e) {
            throw new IllegalStateException("task not written", e);
        }
    }

    private static int update(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            fill(update, arguments);
            return update.executeUpdate();
        }
    }

    private static void fill(PreparedStatement statement, Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    private List<Task> query(String sql, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            fill(select, arguments);
            List<Task> tasks = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    tasks.add(task(row));
                }
            }
            return tasks;
        } catch (SQLException e) {
            throw new IllegalStateException("tasks not read", e);
        }
    }

    private static Task task(ResultSet row) throws SQLException {
        Timestamp closed = row.getTimestamp("closed_at");
        return new Task(
                row.getString("id"),
                row.getString("profile_id"),
                new JourneyRef(
                        row.getString("journey"),
                        row.getInt("version"),
                        row.getString("instance"),
                        row.getString("step")),
                row.getInt("visit"),
                content(row.getString("content")),
                TaskState.of(row.getString("state")),
                row.getBoolean("overdue"),
                row.getString("assignee"),
                row.getTimestamp("opened_at").toInstant(),
                closed == null
                        ? null
                        : new Task.Closing(
                                row.getString("outcome"),
                                row.getString("closed_by"),
                                row.getString("note"),
                                closed.toInstant()));
    }

    private static String json(TaskChange.Content content) {
        try {
            return Wire.JSON.writeValueAsString(content).replace("\\u0000", "\\ufffd");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is JSON", e);
        }
    }

    private static TaskChange.Content content(String json) {
        try {
            return Wire.JSON.readValue(json, TaskChange.Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored task is JSON", e);
        }
    }
}
