package io.itinera.channel.database;

import java.sql.SQLException;

/** PostgreSQL refused, or did not answer. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String what, SQLException cause) {
        super(what, cause);
    }

    /** True when it is the data's fault, so that another try will not help. */
    public boolean isAboutData() {
        String state = ((SQLException) getCause()).getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
