package io.itinera.journey.reporting;

import io.itinera.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Funnels over the transitions that are kept: one look at each instance per stage. */
@ApplicationScoped
public class FunnelReports {

    private final Database database;
    private final CountReports counts;
    private final ReportingConfig config;

    FunnelReports(Database database, CountReports counts, ReportingConfig config) {
        this.database = database.replacingNul();
        this.counts = counts;
        this.config = config;
    }

    /** The funnel; without stages when its main path is asked for and nobody has entered yet. */
    @Transactional
    public Funnel of(FunnelQuery query) {
        List<Stage> stages = query.stages().isEmpty() ? MainPath.of(counts.rows(query.instances())) : query.stages();
        Map<String, FunnelBuilder> crowds = new TreeMap<>();
        List<Object> arguments = new ArrayList<>();
        String sql = sql(query, stages, arguments);
        database.list(
                        sql,
                        row -> new Fell(row.getString(1), row.getInt(2), row.getString(3), row.getLong(4)),
                        arguments.toArray())
                .forEach(fell -> crowds.computeIfAbsent(fell.crowd(), _ -> new FunnelBuilder(stages))
                        .add(fell.depth(), fell.outcome(), fell.n()));
        long looked = crowds.values().stream().mapToLong(FunnelBuilder::entered).sum();
        List<Funnel.Crowd> all = new ArrayList<>();
        crowds.forEach(
                (name, crowd) -> all.add(crowd.build(query.by() instanceof FunnelQuery.By.Nobody ? null : name)));
        return new Funnel(query.instances().journey(), looked, looked >= config.funnelInstances(), all);
    }

    /** So many came to the stage of that depth and no further. */
    private record Fell(String crowd, int depth, String outcome, long n) {}

    /** One look-up per instance and stage, so that the plan does not depend on what PostgreSQL knows of the tables. */
    private String sql(FunnelQuery query, List<Stage> stages, List<Object> arguments) {
        StringBuilder with = new StringBuilder("with cohort as (select i.id, ")
                .append(outcome())
                .append(" as outcome, ")
                .append(crowd(query.by(), arguments))
                .append(" as crowd from (select * from instance")
                .append(ReportQuery.INSTANCES)
                .append("""
                        and (?::date is null or entered_at >= ?::date::timestamp at time zone 'UTC')
                        and (?::date is null or entered_at < (?::date + 1)::timestamp at time zone 'UTC')
                        order by entered_at desc limit ?) i)""");
        ReportQuery of = query.instances();
        Collections.addAll(arguments, of.instances());
        arguments.add(of.from());
        arguments.add(of.from());
        arguments.add(of.to());
        arguments.add(of.to());
        arguments.add(config.funnelInstances());
        StringBuilder joins = new StringBuilder();
        StringBuilder depth = new StringBuilder("0");
        for (int k = 1; k <= stages.size(); k++) {
            Stage stage = stages.get(k - 1);
            joins.append(" left join lateral (select min(t.sequence) as s from transition t where t.instance = c.id")
                    .append(k == 1 ? "" : " and t.sequence > r%d.s".formatted(k - 1))
                    .append(" and ")
                    .append(stage.clause())
                    .append(") r%d on true".formatted(k));
            arguments.add(stage.argument());
            depth.append(" + case when r%d.s is null then 0 else 1 end".formatted(k));
        }
        return with + " select coalesce(c.crowd, ''), " + depth + ", c.outcome, count(*) from cohort c" + joins
                + " group by 1, 2, 3";
    }

    private static String outcome() {
        return "case when i.ended_at is null then i.status else i.status || ': ' || coalesce(i.reason, '') end";
    }

    private static String crowd(FunnelQuery.By by, List<Object> arguments) {
        return switch (by) {
            case FunnelQuery.By.Nobody _ -> "''";
            case FunnelQuery.By.Version _ -> "i.version::text";
            case FunnelQuery.By.Entry _ -> """
                    (select coalesce(t.detail::jsonb ->> 'segment', t.detail::jsonb ->> 'event') from transition t
                    where t.instance = i.id and t.sequence = 0 and t.kind = 'entered')""";
            case FunnelQuery.By.Arm(String split) -> {
                arguments.add(split);
                yield """
                    (select t.detail::jsonb ->> 'arm' from transition t
                    where t.instance = i.id and t.kind = 'moved' and t.step = ? and t.detail::jsonb ->> 'arm' is not null
                    order by t.sequence limit 1)""";
            }
            case FunnelQuery.By.Segment(String key) -> {
                arguments.add(key);
                arguments.add(key);
                arguments.add("not " + key);
                yield """
                    coalesce((select case when t.detail::jsonb -> 'segments' @> to_jsonb(?::text) then ?::text else ?::text end
                    from transition t where t.instance = i.id and t.sequence = 0 and t.kind = 'entered'
                        and t.detail::jsonb -> 'segments' is not null), 'unknown')""";
            }
        };
    }
}
