package io.itinera.journey.reporting;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Where those inside a journey stand now; as fresh as the projection. */
@ApplicationScoped
public class Positions {

    private final DataSource database;

    Positions(DataSource database) {
        this.database = database;
    }

    /**
     * Those who stand at one step of one version.
     *
     * @param version their version
     * @param step where they stand, or null
     * @param people how many
     * @param sample ids of at most five of the instances
     */
    public record Position(int version, String step, long people, List<String> sample) {}

    /** Everyone inside a journey, by version and step. */
    public List<Position> of(String journey) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        select version, step, count(*), (array_agg(id order by entered_at, id))[1:5]
                        from instance where journey = ? and ended_at is null group by version, step order by version, step""")) {
            select.setString(1, journey);
            try (ResultSet rows = select.executeQuery()) {
                List<Position> positions = new ArrayList<>();
                while (rows.next()) {
                    positions.add(new Position(rows.getInt(1), rows.getString(2), rows.getLong(3), List.of((String[])
                            rows.getArray(4).getArray())));
                }
                return positions;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("positions not read", e);
        }
    }
}
