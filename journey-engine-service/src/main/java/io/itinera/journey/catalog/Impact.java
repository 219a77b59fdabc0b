package io.itinera.journey.catalog;

import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Placement;
import io.itinera.journey.reporting.Positions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a plan does to those who are inside.
 *
 * @param totals people by what becomes of them: {@code keeps}, {@code anew}, {@code stays}, {@code leaves}
 * @param positions where they stand, and where they would stand
 */
public record Impact(Map<String, Long> totals, List<Position> positions) {

    /**
     * Those who stand at one step of one version.
     *
     * @param version their version
     * @param step where they stand; null where the reports do not know yet
     * @param people how many
     * @param becomes {@code keeps}: the wait goes on at {@code to}; {@code anew}: they come to {@code to}; {@code stays}: on their
     *     version; {@code leaves}: the journey ends for them
     * @param to the step of the new version, or null
     * @param why they stay or leave, or null
     * @param sample ids of some of the instances
     */
    public record Position(
            int version, String step, long people, String becomes, String to, String why, List<String> sample) {}

    static Impact of(
            Plan plan, Map<Integer, JourneyDefinition> versions, JourneyDefinition to, List<Positions.Position> where) {
        Map<String, Long> totals = new TreeMap<>(Map.of("keeps", 0L, "anew", 0L, "stays", 0L, "leaves", 0L));
        List<Position> positions = new ArrayList<>();
        for (Positions.Position at : where) {
            Position position = position(at, place(plan, versions, to, at));
            totals.merge(position.becomes(), position.people(), Long::sum);
            positions.add(position);
        }
        return new Impact(totals, positions);
    }

    private static Placement place(
            Plan plan, Map<Integer, JourneyDefinition> versions, JourneyDefinition to, Positions.Position at) {
        JourneyDefinition from = versions.get(at.version());
        if (plan.mode() == Plan.Mode.PIN) {
            return new Placement.Stays("pinned");
        }
        if (from == null || !plan.from().isEmpty() && !plan.from().contains(at.version())) {
            return new Placement.Stays("version-not-meant");
        }
        return at.step() == null
                ? new Placement.Stays("on-the-move")
                : plan.mapping().place(from, to, at.step());
    }

    private static Position position(Positions.Position at, Placement placement) {
        return switch (placement) {
            case Placement.Keeps(String to) -> position(at, "keeps", to, null);
            case Placement.Anew(String to) -> position(at, "anew", to, null);
            case Placement.Stays(String why) -> position(at, "stays", null, why);
            case Placement.Leaves(String why) -> position(at, "leaves", null, why);
        };
    }

    private static Position position(Positions.Position at, String becomes, String to, String why) {
        return new Position(at.version(), at.step(), at.people(), becomes, to, why, at.sample());
    }
}
