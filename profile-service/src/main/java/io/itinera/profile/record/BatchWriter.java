package io.itinera.profile.record;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** One statement for a whole batch: each column goes as one array. */
final class BatchWriter {

    /** PostgreSQL's jsonb and text know no character 0; an escape with an even number of backslashes before it is one. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private BatchWriter() {}

    /**
     * A column of a batch.
     *
     * @param type PostgreSQL type of its elements
     * @param value what a row has there
     */
    record Column<T>(String type, Function<T, String> value) {}

    /**
     * @throws BadRowException when PostgreSQL refuses the data of some row; nothing was written
     * @throws SQLException when it cannot write now
     */
    static <T> void write(DataSource database, String sql, List<T> rows, List<Column<T>> columns) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int index = 0;
            for (Column<T> column : columns) {
                Object[] values = rows.stream().map(column.value()).toArray();
                Array array = connection.createArrayOf(column.type(), values);
                statement.setArray(++index, array);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
                throw new BadRowException(e);
            }
            throw e;
        }
    }

    /** JSON text without the escape of the character 0. */
    static String storable(String json) {
        return json.contains("\\u0000") ? NUL.matcher(json).replaceAll("$1\\\\ufffd") : json;
    }

    /** PostgreSQL refuses the data of at least one row. */
    static final class BadRowException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BadRowException(Throwable cause) {
            super("a row cannot be stored", cause);
        }
    }
}
