package io.itinera.journey.clock;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import javax.sql.DataSource;

/** PostgreSQL's clock: the one that all pods share. */
@ApplicationScoped
class TimeQueries {

    private static final int SECONDS = 2;

    private final DataSource source;

    TimeQueries(DataSource source) {
        this.source = source;
    }

    /** What time it is there; empty where it does not answer. */
    Optional<Instant> now() {
        try (Connection connection = source.getConnection();
                Statement select = connection.createStatement()) {
            select.setQueryTimeout(SECONDS);
            try (ResultSet row = select.executeQuery("select clock_timestamp()")) {
                row.next();
                return Optional.of(row.getObject(1, OffsetDateTime.class).toInstant());
            }
        } catch (SQLException _) {
            return Optional.empty();
        }
    }
}
