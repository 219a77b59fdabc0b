package io.itinera.journey.database;

import jakarta.inject.Singleton;
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

/**
 * How the stores speak to PostgreSQL, inside the transaction that is open, if one is: arguments in the order of their question marks,
 * whole columns as arrays.
 */
@Singleton
public final class Database {

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /** One row of an answer, read. */
    @FunctionalInterface
    public interface Row<T> {
        /** What the row says that the answer stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * An array argument.
     *
     * @param type of its elements, as PostgreSQL calls it
     * @param values its elements
     */
    public record Column(String type, Object[] values) {

        /** What each row has there. */
        public static <T> Column of(String type, Collection<T> rows, Function<T, ?> value) {
            return new Column(
                    type, rows.stream().map(value).map(Database::plain).toArray());
        }

        /** These texts. */
        public static Column texts(Collection<String> values) {
            return of("text", values, Function.identity());
        }
    }

    /** All rows of a query. */
    public <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = prepared(connection, sql, arguments);
                ResultSet rows = select.executeQuery()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL was not read", e);
        }
    }

    /** The first row of a query, if it has one. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    /** Changes rows; the answer is how many. */
    public int update(String sql, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement update = prepared(connection, sql, arguments)) {
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL was not written", e);
        }
    }

    /** The time in a column, null where the column is. */
    public static Instant time(ResultSet row, String column) throws SQLException {
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
