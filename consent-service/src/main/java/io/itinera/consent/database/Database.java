package io.itinera.consent.database;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Runs SQL for the stores, inside the transaction that is open, if one is. Arrays of parameters go over as PostgreSQL
 * arrays, so that a batch is one round trip.
 */
@ApplicationScoped
public class Database {

    private static final int FETCH_SIZE = 2000;

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    /** Reads one row into a value. */
    @FunctionalInterface
    public interface RowReader<T> {
        /** The value of the row that the result set stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /** All rows of a query. */
    public <T> List<T> query(String sql, RowReader<T> reader, Object... parameters) {
        List<T> rows = new ArrayList<>();
        each(sql, reader, rows::add, parameters);
        return rows;
    }

    /** Hands each row of a query over as it is read. */
    public <T> void each(String sql, RowReader<T> reader, Consumer<T> consumer, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = bind(connection, sql, parameters)) {
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(reader.read(rows));
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Changes rows; the answer is how many. */
    public int update(String sql, Object... parameters) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = bind(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The instant in a column, null where the column is null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** The UUID in a column, null where the column is null. */
    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static PreparedStatement bind(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < parameters.length; i++) {
                bind(connection, statement, i + 1, parameters[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Instant time -> statement.setObject(index, time.atOffset(ZoneOffset.UTC));
            case String[] texts -> statement.setArray(index, connection.createArrayOf("text", texts));
            case UUID[] ids -> statement.setArray(index, connection.createArrayOf("uuid", ids));
            case Long[] numbers -> statement.setArray(index, connection.createArrayOf("bigint", numbers));
            case Boolean[] flags -> statement.setArray(index, connection.createArrayOf("boolean", flags));
            case Instant[] times -> statement.setArray(index, connection.createArrayOf("timestamptz", texts(times)));
            default -> statement.setObject(index, value);
        }
    }

    private static String[] texts(Instant[] times) {
        String[] texts = new String[times.length];
        for (int i = 0; i < times.length; i++) {
            texts[i] = times[i].toString();
        }
        return texts;
    }
}
