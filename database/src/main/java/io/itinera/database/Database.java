package io.itinera.database;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * How the stores speak to PostgreSQL, inside the transaction that is open, if one is: one statement is one round trip, its arguments
 * stand in the order of their question marks, and a batch goes over as one {@link Column} for each of its columns. Whatever goes wrong
 * is a {@link DatabaseException}.
 */
@Singleton
public final class Database {

    /** So many rows are held at a time where they are handed over one by one. */
    static final int FETCH_SIZE = 2000;

    private static final int ALL_AT_ONCE = 0;

    private final DataSource source;
    private final UnaryOperator<String> texts;

    /** Speaks to what {@code source} leads to. */
    @Inject
    public Database(DataSource source) {
        this(source, UnaryOperator.identity());
    }

    private Database(DataSource source, UnaryOperator<String> texts) {
        this.source = source;
        this.texts = texts;
    }

    /** One row of an answer, read. */
    @FunctionalInterface
    public interface Row<T> {
        /** What the row says that the answer stands on. */
        T read(ResultSet row) throws SQLException;
    }

    /**
     * The same for a store whose texts are kept as well as they can be: PostgreSQL has no character U+0000 in a text, JSON has, and
     * U+FFFD goes over in its place. Without this the statement is refused, see {@link DatabaseException#aboutData()}: right where a
     * changed text would be a wrong one, as in what a hash was made of.
     */
    public Database replacingNul() {
        return new Database(source, text -> text.replace('\0', '\uFFFD'));
    }

    /** All rows of a query, or of a change that returns some. */
    public <T> List<T> list(String sql, Row<T> row, Object... arguments) {
        List<T> all = new ArrayList<>();
        read(sql, ALL_AT_ONCE, row, all::add, arguments);
        return all;
    }

    /** The first row of a query, if it has one. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... arguments) {
        return list(sql, row, arguments).stream().findFirst();
    }

    /**
     * Hands each row of a query over as it is read. In an open transaction only some are held at a time, however many there are; without
     * one PostgreSQL sends all of them before the first is handed over.
     */
    public <T> void each(String sql, Row<T> row, Consumer<T> consumer, Object... arguments) {
        read(sql, FETCH_SIZE, row, consumer, arguments);
    }

    /** Changes rows; the answer is how many. */
    public int update(String sql, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement update = prepared(connection, sql, arguments)) {
            return update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** The time in a column, null where the column is. */
    public static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** The UUID in a column, null where the column is. */
    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private <T> void read(String sql, int fetchSize, Row<T> row, Consumer<T> consumer, Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = prepared(connection, sql, arguments)) {
            select.setFetchSize(fetchSize);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    consumer.accept(row.read(rows));
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private PreparedStatement prepared(Connection connection, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                bind(connection, statement, i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(Connection connection, PreparedStatement statement, int index, Object argument)
            throws SQLException {
        switch (argument) {
            case Column column ->
                statement.setArray(index, connection.createArrayOf(column.type(), column.elements(texts)));
            case Instant at -> statement.setObject(index, at.atOffset(ZoneOffset.UTC));
            case String text -> statement.setObject(index, texts.apply(text));
            case null, default -> statement.setObject(index, argument);
        }
    }
}
