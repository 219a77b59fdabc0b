package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where those inside a journey stand now; as fresh as the projection. */
@ApplicationScoped
public class Positions {

    private final Database database;

    Positions(Database database) {
        this.database = database.replacingNul();
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
        return database.list(
                """
                select version, step, count(*), (array_agg(id order by entered_at, id))[1:5]
                from instance where journey = ? and ended_at is null group by version, step order by version, step""",
                row -> new Position(row.getInt(1), row.getString(2), row.getLong(3), List.of((String[])
                        row.getArray(4).getArray())),
                journey);
    }
}
