package io.itinera.channel.database;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
            return new Column(type, rows.stream().map(value).toArray());
        }

        /** The text that each row has there. */
        public static <T> Column texts(Collection<T> rows, Function<T, String> value) {
            return of("text", rows, value);
        }

        /** These texts. */
        public static Column texts(Collection<String> values) {
            return texts(values, Function.identity());
        }
    }

    /** All rows of a query, or of a change that returns some. */
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
            throw new DatabaseException("PostgreSQL was not read", e);
        }
    }

    /** Changes rows. */
    public void update(String sql, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement update = prepared(connection, sql, arguments)) {
            update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("PostgreSQL was not written", e);
        }
    }

    /** The time in a column, null where the column is. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case Column(String type, Object[] values) ->
                        statement.setArray(i + 1, connection.createArrayOf(type, values));
                    case Instant at -> statement.setObject(i + 1, at.atOffset(ZoneOffset.UTC));
                    case null, default -> statement.setObject(i + 1, arguments[i]);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
