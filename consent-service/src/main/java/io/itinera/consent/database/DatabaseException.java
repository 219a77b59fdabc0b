package io.itinera.consent.database;

import java.sql.SQLException;

/** PostgreSQL refused or did not answer. An error is an error answer, never a yes. */
public class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super("PostgreSQL: SQLState " + cause.getSQLState(), cause);
    }

    /** True when a repeat may succeed: no connection, out of resources, shutting down, a lock not got in time. */
    public boolean passing() {
        String state = ((SQLException) getCause()).getSQLState();
        return state == null
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.startsWith("40")
                || state.equals("55P03");
    }

    /** True when a value cannot be stored, such as a text with U+0000: the caller's fault. */
    public boolean unstorable() {
        String state = ((SQLException) getCause()).getSQLState();
        return state != null && state.startsWith("22");
    }
}
