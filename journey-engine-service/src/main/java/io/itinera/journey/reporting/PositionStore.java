package io.itinera.journey.reporting;

import io.itinera.contracts.Transition;
import io.itinera.database.Column;
import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where instances stand: one row each, as long as it lives and some time after its end. */
@ApplicationScoped
class PositionStore {

    private static final String WHERE_IT_STANDS = Stream.of(
                    "version", "step", "step_type", "status", "reason", "since", "due", "ended_at", "sequence")
            .map(column -> "%1$s = case when excluded.sequence > i.sequence then excluded.%1$s else i.%1$s end"
                    .formatted(column))
            .collect(Collectors.joining(", "));

    private static final String PUT = """
            insert into instance as i
                (id, profile_id, journey, version, step, step_type, status, reason, entered_at, updated_at, since, due, ended_at,
                test, zone, sequence, owned)
            select * from unnest(?::text[], ?::text[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bool[], ?::text[],
                ?::bigint[], ?::bigint[]) order by 1
            on conflict (id) do update set
                profile_id = case when excluded.owned > i.owned then excluded.profile_id else i.profile_id end,
                updated_at = case when excluded.owned > i.owned then excluded.updated_at else i.updated_at end,
                owned = greatest(i.owned, excluded.owned), entered_at = least(i.entered_at, excluded.entered_at),
                test = i.test or excluded.test, zone = coalesce(i.zone, excluded.zone),
            """ + WHERE_IT_STANDS;

    private final Database database;

    PositionStore(Database database) {
        this.database = database.replacingNul();
    }

    /** Those of the transitions' instances that are known to be testers'. */
    List<String> tests(List<Transition> transitions) {
        return database.list(
                "select id from instance where test and id = any(?)",
                row -> row.getString(1),
                Column.texts(transitions.stream()
                        .map(t -> t.journey().instance())
                        .distinct()
                        .toList()));
    }

    /** The zones in which instances began, by instance, as far as they are known. */
    Map<String, String> zones(Collection<String> instances) {
        Map<String, String> zones = new HashMap<>();
        database.list(
                "select id, zone from instance where zone is not null and id = any(?)",
                row -> zones.put(row.getString(1), row.getString(2)),
                Column.texts(instances.stream().distinct().toList()));
        return zones;
    }

    /** Moves instances on; what is newer stays. */
    void put(Collection<Position> positions) {
        if (positions.isEmpty()) {
            return;
        }
        database.update(
                PUT,
                Column.texts(positions, Position::instance),
                Column.texts(positions, p -> p.owner().profileId()),
                Column.texts(positions, Position::journey),
                Column.of("int4", positions, Position::version),
                Column.texts(positions, Position::step),
                Column.texts(positions, Position::stepType),
                Column.texts(positions, Position::status),
                Column.texts(positions, Position::reason),
                time(positions, Position::enteredAt),
                time(positions, p -> p.owner().at()),
                time(positions, Position::since),
                time(positions, Position::due),
                time(positions, Position::endedAt),
                Column.of("bool", positions, Position::test),
                Column.texts(positions, Position::zone),
                Column.of("int8", positions, Position::sequence),
                Column.of("int8", positions, p -> p.owner().sequence()));
    }

    /**
     * Deletes instances that ended before {@code before}.
     *
     * @param limit most rows
     * @return how many rows it deleted
     */
    int deleteEndedBefore(Instant before, int limit) {
        return database.update(
                "delete from instance where id in (select id from instance where ended_at < ? order by ended_at limit ?)",
                before,
                limit);
    }

    private static Column time(Collection<Position> positions, Function<Position, Instant> value) {
        return Column.of("timestamptz", positions, value);
    }
}
