package io.itinera.database;

import java.sql.SQLException;

/** PostgreSQL refused, or did not answer. The message holds no data; what PostgreSQL said is in the cause. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String state;

    DatabaseException(SQLException cause) {
        super("PostgreSQL refused or did not answer: SQLState " + cause.getSQLState(), cause);
        state = cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    /** The SQLState; empty where there is none, as when no connection could be had in time. */
    public String sqlState() {
        return state;
    }

    /** True when a repeat may succeed: no connection, out of resources, shutting down, a lock not got in time. */
    public boolean passing() {
        return state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("40")
                || state.startsWith("53")
                || state.startsWith("57")
                || state.equals("55P03");
    }

    /** True when it is the data's fault, so that no repeat helps: a bad value, a broken constraint, something too large. */
    public boolean aboutData() {
        return state.startsWith("22") || state.startsWith("23") || state.startsWith("54");
    }
}
