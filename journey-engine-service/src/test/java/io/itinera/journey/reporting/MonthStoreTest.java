package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.database.Database;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.definition.Documents;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counters of days that are long past. */
@JourneyServiceTest
class MonthStoreTest {

    private static final LocalDate CUT = LocalDate.parse("2021-06-01");

    @Inject
    MonthStore months;

    @Inject
    TransitionStore transitions;

    @Inject
    JourneyReports reports;

    @Inject
    Database database;

    @Test
    void addedUpByMonthTheFiguresStayWhatTheyWere() {
        Lives lives = new Lives(Documents.json("""
                        { key: 'monthly', entry: { on: { event: 'Started' }, reentry: { mode: 'every-time' } },
                          exits: [ { key: 'left', on: { event: 'Left' } } ],
                          goals: [ { key: 'bought', on: { event: 'Bought' }, within: 'P20D', value: 'revenue', currency: 'currency' } ],
                          start: 'split',
                          steps: { split: { type: 'split', arms: [ { key: 'a', weight: 1, next: 'rest' }, { key: 'b', weight: 1, next: 'rest', holdout: true } ] },
                                   rest: { type: 'wait', until: { event: 'Again' }, atMost: 'P3D', then: 'end', onTimeout: 'end' }, end: { type: 'exit' } } }"""), Instant.parse("2021-01-20T10:00:00Z"), 7).live(40, 6_000);
        transitions.add(lives.inOrder());
        JourneyReport before = report(false);
        JourneyReport march = month(3);
        long rows = rows();

        int took;
        int batches = 0;
        do {
            took = months.addUp(CUT, 200);
            batches++;
        } while (took >= 200);

        assertThat(batches).isGreaterThan(2);
        assertThat(rows()).isLessThan(rows / 2);
        assertThat(report(false)).isEqualTo(before);
        assertThat(month(3)).isEqualTo(march);
        assertThat(report(true).total().days())
                .extracting(JourneyReport.Day::day)
                .startsWith(LocalDate.parse("2021-01-01"), LocalDate.parse("2021-02-01"), LocalDate.parse("2021-03-01"))
                .filteredOn(day -> day.isBefore(CUT))
                .allMatch(day -> day.getDayOfMonth() == 1);
        assertThat(months.addUp(CUT, 200)).isZero();
    }

    private JourneyReport report(boolean byDay) {
        return reports.of(new ReportQuery("monthly", null, null, null, Tests.EXCLUDE, byDay, null));
    }

    private JourneyReport month(int month) {
        LocalDate first = LocalDate.of(2021, month, 1);
        return reports.of(
                new ReportQuery("monthly", null, first, first.plusMonths(1).minusDays(1), Tests.EXCLUDE, false, null));
    }

    private long rows() {
        return List.of("transition_count", "duration_count", "arm_count", "goal_count").stream()
                .mapToLong(table -> database.list(
                                "select count(*) from " + table + " where journey = 'monthly'", row -> row.getLong(1))
                        .getFirst())
                .sum();
    }
}
