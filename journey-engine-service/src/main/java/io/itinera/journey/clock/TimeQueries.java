package io.itinera.journey.clock;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/** PostgreSQL's clock: the one that all pods share. */
@ApplicationScoped
class TimeQueries {

    private static final int SECONDS = 2;

    private final DataSource source;

    TimeQueries(DataSource source) {
        this.source = source;
    }

    /**
     * What time it is there.
     *
     * @throws IllegalStateException when it does not answer
     */
    Instant now() {
        try (Connection connection = source.getConnection();
                Statement select = connection.createStatement()) {
            select.setQueryTimeout(SECONDS);
            try (ResultSet row = select.executeQuery("select clock_timestamp()")) {
                row.next();
                return row.getObject(1, OffsetDateTime.class).toInstant();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL does not say what time it is", e);
        }
    }
}
