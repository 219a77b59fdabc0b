package io.itinera.journey.reporting;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** How the stores of the reports speak to PostgreSQL: arguments in the order of their question marks, whole columns as arrays. */
@ApplicationScoped
class Database {

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /** One row of an answer, read. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** An array argument. */
    record Column(String type, Object[] values) {

        static <T> Column of(String type, Collection<T> rows, Function<T, ?> value) {
            return new Column(
                    type, rows.stream().map(value).map(Database::plain).toArray());
        }
    }

    <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = prepared(connection, sql, arguments);
                ResultSet rows = select.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("reports not read", e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    int update(String sql, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement update = prepared(connection, sql, arguments)) {
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("reports not written", e);
        }
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof Column(String type, Object[] values)) {
                    statement.setArray(i + 1, connection.createArrayOf(type, values));
                } else {
                    statement.setObject(i + 1, plain(arguments[i]));
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** What the driver takes. PostgreSQL has no NUL in text; JSON has. */
    private static Object plain(Object value) {
        return switch (value) {
            case Instant at -> Timestamp.from(at);
            case String text when text.indexOf('\0') >= 0 -> text.replace('\0', '\uFFFD');
            case null -> null;
            default -> value;
        };
    }
}
