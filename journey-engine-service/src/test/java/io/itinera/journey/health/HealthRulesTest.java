package io.itinera.journey.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.itinera.journey.definition.ServiceLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is unusual about a journey, and what is not. */
class HealthRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final HealthRules rules = new HealthRules(new Defaults());

    private record Defaults() implements HealthConfig {
        @Override
        public Duration interval() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration noEntries() {
            return Duration.ofDays(1);
        }

        @Override
        public int usualEntries() {
            return 10;
        }

        @Override
        public Duration errorWindow() {
            return Duration.ofHours(1);
        }

        @Override
        public int errors() {
            return 5;
        }

        @Override
        public double errorPercent() {
            return 2;
        }

        @Override
        public Duration launch() {
            return Duration.ofDays(7);
        }
    }

    private static Observed errors(int version, long hits, long n) {
        return new Observed("j", version, Observed.ERRORS, hits, n);
    }

    @Test
    void aDayWithoutEntriesIsUnusualOnlyWherePeopleEnterEveryDay() {
        Instant last = NOW.minus(Duration.ofHours(30));

        assertThat(rules.noEntries("j", last, new HealthStore.Entries(7, 700), NOW))
                .hasValueSatisfying(alert -> assertThat(alert.sentence())
                        .isEqualTo(
                                "Nobody has entered since 20 November 2026, 06:00:00 (UTC); on each of the seven days"
                                        + " before somebody did, 700 in all."));
        assertThat(rules.noEntries("j", last, new HealthStore.Entries(5, 700), NOW))
                .isEmpty();
        assertThat(rules.noEntries("j", last, new HealthStore.Entries(7, 40), NOW))
                .isEmpty();
        assertThat(rules.noEntries("j", NOW.minus(Duration.ofHours(20)), new HealthStore.Entries(7, 700), NOW))
                .isEmpty();
        assertThat(rules.noEntries("j", null, null, NOW)).isEmpty();
    }

    @Test
    void moreErrorsThanBeforeAreAnAlertOfTheVersionThatHasThem() {
        List<Alert> alerts = rules.errors(
                "j",
                List.of(errors(1, 2, 400), errors(2, 40, 100)),
                List.of(errors(1, 20, 2000)),
                "in the last 1 hour");

        assertThat(alerts).singleElement().satisfies(alert -> {
            assertThat(alert.version()).isEqualTo(2);
            assertThat(alert.kind()).isEqualTo(Alert.Kind.ERRORS);
            assertThat(alert.sentence())
                    .isEqualTo(
                            "40 of 100 instances that ended did so on an error in the last 1 hour (40.0 %), and 20 of"
                                    + " 2000 in the seven days before (1.0 %).");
        });
    }

    @Test
    void errorsThatAreAsUsualOrTooFewToTellAreNone() {
        List<Observed> usual = List.of(errors(1, 200, 1000));

        assertThat(rules.errors("j", List.of(errors(1, 22, 100)), usual, "today"))
                .isEmpty();
        assertThat(rules.errors("j", List.of(errors(1, 4, 4)), List.of(errors(1, 0, 1000)), "today"))
                .isEmpty();
        assertThat(rules.errors("j", List.of(errors(1, 10, 1000)), List.of(errors(1, 0, 9000)), "today"))
                .isEmpty();
    }

    @Test
    void aJourneyWithoutAPastIsJudgedByTheShareAlone() {
        assertThat(rules.errors("j", List.of(errors(1, 20, 40)), List.of(), "today"))
                .hasSize(1);
        assertThat(rules.errors("j", List.of(errors(1, 5, 200)), List.of(), "today"))
                .isEmpty();
    }

    @Test
    void aServiceLevelCountsThoseWhoPassedAndThoseWhoAreLateNow() {
        ServiceLevel level = new ServiceLevel("call", null, Duration.ofHours(4), 95);

        assertThat(Health.Level.of(level, 0, null, 0).met()).isTrue();
        assertThat(Health.Level.of(level, 100, 0.95, 0).met()).isTrue();
        assertThat(Health.Level.of(level, 100, 0.95, 1).met()).isFalse();
        assertThat(HealthRules.targets("j", List.of(Health.Level.of(level, 100, 0.5, 3))))
                .extracting(Alert::sentence)
                .containsExactly(
                        "95 % are to leave call within PT4H: 50 % of 100 did since yesterday, and 3 stand there"
                                + " for longer now.");
    }

    @Test
    void aNewVersionIsHeldAgainstTheOneBefore() {
        List<Health.Figure> figures = HealthRules.figures(
                List.of(errors(2, 30, 100), new Observed("j", 2, Observed.REFUSED, 1, 4)),
                List.of(errors(1, 1, 100), new Observed("j", 1, Observed.REFUSED, 5, 50)));

        assertThat(figures)
                .extracting(Health.Figure::figure, Health.Figure::verdict)
                .containsExactly(tuple("errors", "worse"), tuple("refused", "too-few"));
        assertThat(figures.getFirst().now().rate()).isEqualTo(0.3);
    }

    @Test
    void whoIsStuckIsToldByReason() {
        assertThat(HealthRules.stuck("j", Map.of("overdue", 3L, "endless", 1L)))
                .hasValueSatisfying(
                        alert -> assertThat(alert.sentence()).isEqualTo("Instances are stuck: 1 endless, 3 overdue."));
        assertThat(HealthRules.stuck("j", Map.of())).isEmpty();
    }
}
