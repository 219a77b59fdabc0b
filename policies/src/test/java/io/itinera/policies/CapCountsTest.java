package io.itinera.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.DayPart;
import io.itinera.conditions.Span;
import io.itinera.contracts.MessageOutcome.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CapCountsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Scope ANY = new Scope(null, null, false);
    private static final Scope.Way MARKETING = new Scope.Way("email", "marketing", false);
    private static final Scope.Way RECEIPT = new Scope.Way("email", "transactional", true);

    private static Cap cap(String key, Scope scope, int count, String within, Handling.Action action) {
        return new Cap(key, scope, count, Span.parse(within), new Handling(action, Duration.ofDays(3)));
    }

    private static Cap weekly(int count) {
        return cap("weekly", ANY, count, "P7D", Handling.Action.DEFER);
    }

    private static CapCounts.Use had(Scope.Way way, Instant at) {
        return new CapCounts.Use("p", way, at, false);
    }

    private static Asked asked(Scope.Way way, ZoneId zone) {
        return new Asked("m", "p", way, zone, false, NOON);
    }

    private static Ruling rule(List<Cap> caps, Scope.Way way, CapCounts.Use... uses) {
        return new CapCounts(new Policies(caps, List.of()), List.of(uses), NOON).rule(asked(way, BERLIN));
    }

    private static Held held(Ruling ruling) {
        return ruling instanceof Ruling.Later later ? later.held() : ((Ruling.Never) ruling).held();
    }

    @Test
    void letsAsManyGoAsItAllowsAndThenNoMore() {
        CapCounts counts = new CapCounts(new Policies(List.of(weekly(2)), List.of()), List.of(), NOON);

        assertThat(counts.rule(asked(MARKETING, BERLIN))).isInstanceOf(Ruling.Go.class);
        assertThat(counts.rule(asked(MARKETING, BERLIN))).isInstanceOf(Ruling.Go.class);
        assertThat(counts.rule(asked(MARKETING, BERLIN))).isNotInstanceOf(Ruling.Go.class);
        assertThat(counts.rule(new Asked("m", "another", MARKETING, BERLIN, false, NOON)))
                .isInstanceOf(Ruling.Go.class);
    }

    @Test
    void putsOffUntilTheOldestThatCountsNoLongerDoes() {
        Ruling ruling = rule(
                List.of(weekly(2)),
                MARKETING,
                had(MARKETING, NOON.minus(Duration.ofDays(5))),
                had(MARKETING, NOON.minus(Duration.ofDays(6))),
                had(MARKETING, NOON.minus(Duration.ofDays(8))));

        assertThat(ruling).isInstanceOf(Ruling.Later.class);
        assertThat(held(ruling))
                .isEqualTo(new Held(Held.CAP, "weekly", 2, 2, "P7D", "Europe/Berlin", NOON.plus(Duration.ofDays(1))));
    }

    @Test
    void dropsWhatWouldWaitLongerThanIsAllowed() {
        Ruling ruling = rule(List.of(weekly(1)), MARKETING, had(MARKETING, NOON.minus(Duration.ofDays(1))));

        assertThat(ruling).isInstanceOf(Ruling.Never.class);
        assertThat(held(ruling).until()).isNull();
        assertThat(held(ruling).reason()).isEqualTo("cap:weekly");
    }

    @Test
    void doesNotHoldTransactionalMessagesAndDoesNotCountThem() {
        assertThat(rule(List.of(weekly(1)), RECEIPT, had(MARKETING, NOON))).isInstanceOf(Ruling.Go.class);
        assertThat(rule(List.of(weekly(1)), MARKETING, had(RECEIPT, NOON))).isInstanceOf(Ruling.Go.class);
        Cap all = cap("all", new Scope(null, null, true), 1, "P7D", Handling.Action.DROP);
        assertThat(rule(List.of(all), MARKETING, had(RECEIPT, NOON))).isInstanceOf(Ruling.Never.class);
    }

    @Test
    void countsOnlyItsOwnChannelAndPurpose() {
        Cap mail = cap("mail", new Scope("email", "marketing", false), 1, "P1D", Handling.Action.DEFER);
        Instant earlier = NOON.minusSeconds(60);

        assertThat(rule(List.of(mail), MARKETING, had(new Scope.Way("push", "marketing", false), earlier)))
                .isInstanceOf(Ruling.Go.class);
        assertThat(rule(List.of(mail), MARKETING, had(new Scope.Way("email", "news", false), earlier)))
                .isInstanceOf(Ruling.Go.class);
        assertThat(rule(List.of(mail), MARKETING, had(MARKETING, earlier))).isInstanceOf(Ruling.Later.class);
    }

    @Test
    void ofSeveralOneThatDropsDecidesElseTheOneThatHoldsLongest() {
        Cap hourly = cap("hourly", ANY, 1, "PT1H", Handling.Action.DEFER);
        Cap daily = cap("daily", ANY, 1, "P1D", Handling.Action.DEFER);
        Cap strict = cap("strict", ANY, 1, "PT2H", Handling.Action.DROP);
        CapCounts.Use use = had(MARKETING, NOON.minusSeconds(60));

        assertThat(held(rule(List.of(hourly, daily), MARKETING, use)).policy()).isEqualTo("daily");
        assertThat(held(rule(List.of(hourly, daily, strict), MARKETING, use)).policy())
                .isEqualTo("strict");
    }

    @Test
    void aMessageWhoseAnswerIsNotKnownCountsAsIfItWentOutNow() {
        CapCounts.Use open = new CapCounts.Use("p", MARKETING, NOON.minus(Duration.ofMinutes(50)), true);

        assertThat(held(rule(List.of(cap("hourly", ANY, 1, "PT1H", Handling.Action.DEFER)), MARKETING, open))
                        .until())
                .isEqualTo(NOON.plus(Duration.ofHours(1)));
    }

    @Test
    void daysAreThoseOfTheCustomersCalendar() {
        Instant beforeTheChange = Instant.parse("2026-10-24T12:00:00Z");
        Instant now = Instant.parse("2026-10-25T12:30:00Z");
        CapCounts counts = new CapCounts(
                new Policies(List.of(cap("daily", ANY, 1, "P1D", Handling.Action.DEFER)), List.of()),
                List.of(had(MARKETING, beforeTheChange)),
                now);

        Ruling ruling = counts.rule(new Asked("m", "p", MARKETING, BERLIN, false, now));

        assertThat(held(ruling).until()).isEqualTo(Instant.parse("2026-10-25T13:00:00Z"));
    }

    @Test
    void whatAFreedCapLetsGoAtNightWaitsForTheMorning() {
        QuietHours night = new QuietHours(
                "night",
                ANY,
                new DayPart(Set.of(), LocalTime.of(22, 0), LocalTime.of(8, 0)),
                ZoneOffset.UTC,
                new Handling(Handling.Action.DEFER, Duration.ofDays(3)));
        Policies policies = new Policies(List.of(cap("daily", ANY, 1, "PT12H", Handling.Action.DEFER)), List.of(night));

        Ruling ruling = new CapCounts(policies, List.of(had(MARKETING, NOON)), NOON).rule(asked(MARKETING, BERLIN));

        assertThat(held(ruling).until()).isEqualTo(Instant.parse("2026-11-22T07:00:00Z"));
    }

    /** Messages are asked for at any times; each goes when it may, or is asked again when it was told to. */
    @Property(tries = 300)
    void noWindowEverHoldsMoreThanAllowedAndNobodyWaitsLongerThanNeeded(
            @ForAll @Size(min = 1, max = 25) List<@IntRange(min = 0, max = 4_000) Integer> minutes,
            @ForAll @IntRange(min = 1, max = 3) int daily,
            @ForAll @IntRange(min = 1, max = 2) int hourly) {
        List<Cap> caps = List.of(
                cap("daily", ANY, daily, "PT24H", Handling.Action.DEFER),
                cap("hourly", ANY, hourly, "PT1H", Handling.Action.DEFER));
        Policies policies = new Policies(caps, List.of());
        List<CapCounts.Use> sent = new ArrayList<>();
        for (int minute : minutes.stream().sorted().toList()) {
            Instant now = Stream.concat(
                            Stream.of(NOON.plusSeconds(minute * 60L)),
                            sent.stream().map(CapCounts.Use::at))
                    .max(Instant::compareTo)
                    .orElseThrow();
            Asked asked = new Asked("m", "p", MARKETING, BERLIN, false, now.plus(Duration.ofDays(60)));
            Ruling ruling = new CapCounts(policies, sent, now).rule(asked);
            for (int look = 0; ruling instanceof Ruling.Later later && look < 10; look++) {
                Instant until = later.held().until();
                assertThat(new CapCounts(policies, sent, until.minusMillis(1)).rule(asked))
                        .isNotInstanceOf(Ruling.Go.class);
                now = until;
                ruling = new CapCounts(policies, sent, now).rule(asked);
            }
            assertThat(ruling).isInstanceOf(Ruling.Go.class);
            sent.add(had(MARKETING, now));
        }
        assertThat(sent).hasSize(minutes.size());
        fits(sent, daily, Duration.ofHours(24));
        fits(sent, hourly, Duration.ofHours(1));
    }

    private static void fits(List<CapCounts.Use> sent, int count, Duration window) {
        IntStream.range(0, Math.max(0, sent.size() - count)).forEach(i -> assertThat(
                        Duration.between(sent.get(i).at(), sent.get(i + count).at()))
                .isGreaterThanOrEqualTo(window));
    }
}
