package io.itinera.journey.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import io.itinera.journey.reporting.AnswerQueries;
import io.itinera.journey.reporting.AnswerQueries.Count;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AnswerReportTest {

    private static AnswerQueries.Answers answers(Count... counts) {
        return new AnswerQueries.Answers(List.of(counts), false);
    }

    @Test
    void tellsWhatTheOtherHoursMissedAgainstTheBestOneInHindsight() {
        LearningReport.Answers told = AnswerReport.byHour(
                "email",
                answers(
                        new Count("email", 19, false, 400, 200),
                        new Count("email", 9, false, 100, 10),
                        new Count("email", 3, false, 3, 3),
                        new Count("email", 10, true, 100, 12),
                        new Count("push", 9, false, 500, 500)));

        assertThat(told.by()).isEqualTo("hour");
        assertThat(told.options()).extracting(LearningReport.Option::option).containsExactly("3", "9", "19");
        assertThat(told.messages()).isEqualTo(503);
        assertThat(told.options().getLast().share()).isEqualTo(400.0 / 503);
        assertThat(told.options().getLast().rateLow()).isBetween(0.44, 0.46);
        assertThat(told.regret().best()).isEqualTo("19");
        assertThat(told.regret().messages()).isEqualTo(500);
        assertThat(told.regret().missed()).isCloseTo(100 * (0.5 - 0.1), within(1e-9));
        assertThat(told.regret().low()).isBetween(25.0, told.regret().missed());
        assertThat(told.regret().high()).isBetween(told.regret().missed(), 50.0);
        assertThat(told.regret().evenly()).isCloseTo(250 * (0.5 - 0.1), within(1e-9));
        assertThat(told.heldOut().rate()).isEqualTo(0.12);
        assertThat(told.lift().difference()).isCloseTo(213.0 / 503 - 0.12, within(1e-9));
        assertThat(told.lift().verdict()).isEqualTo("higher");
    }

    @Test
    void comparesChannelsWhateverTheHour() {
        LearningReport.Answers told = AnswerReport.byChannel(answers(
                new Count("email", 8, false, 40, 4),
                new Count("email", 9, false, 60, 6),
                new Count("push", 9, false, 100, 60)));

        assertThat(told.channel()).isNull();
        assertThat(told.options())
                .extracting(LearningReport.Option::option, LearningReport.Option::sent)
                .containsExactly(tuple("email", 100L), tuple("push", 100L));
        assertThat(told.regret().missed()).isCloseTo(50, within(1e-9));
        assertThat(told.lift()).isNull();
        assertThat(told.heldOut()).isNull();
    }

    @Test
    void comparesNothingWhereTooFewMessagesWentOut() {
        LearningReport.Answers told = AnswerReport.byHour(
                "email", answers(new Count("email", 1, false, 29, 29), new Count("email", 2, false, 500, 5)));

        assertThat(told.options()).hasSize(2);
        assertThat(told.regret()).isNull();
        assertThat(AnswerReport.byChannel(answers()).regret()).isNull();
    }

    @Test
    void theHoursOfOneOfSeveralChannelsAreNotMeasuredAgainstThoseHeldOutAgain() {
        AnswerQueries.Answers told = answers(new Count("email", 1, false, 50, 20), new Count("email", 2, true, 50, 10));

        assertThat(AnswerReport.byChannel(told).lift()).isNotNull();
        assertThat(AnswerReport.byHourOfOne("email", told).lift()).isNull();
        assertThat(AnswerReport.byHourOfOne("email", told).options())
                .extracting(LearningReport.Option::option)
                .containsExactly("1");
    }

    @Property(tries = 200)
    void whatWasMissedLiesWithinItsIntervalAndNobodyMissedLessThanNothing(
            @ForAll @Size(min = 2, max = 24) List<@IntRange(max = 900) Integer> hours,
            @ForAll @IntRange(min = 1, max = 9) int by) {
        Count[] counts = new Count[hours.size()];
        for (int hour = 0; hour < counts.length; hour++) {
            counts[hour] = new Count("email", hour, false, hours.get(hour), hours.get(hour) * (hour % by) / 10);
        }
        LearningReport.Answers told = AnswerReport.byHour("email", answers(counts));

        assertThat(told.messages())
                .isEqualTo(told.options().stream()
                        .mapToLong(LearningReport.Option::sent)
                        .sum());
        if (told.regret() != null) {
            assertThat(told.regret().missed()).isNotNegative();
            assertThat(told.regret().low()).isBetween(0.0, told.regret().missed() + 1e-9);
            assertThat(told.regret().high())
                    .isGreaterThanOrEqualTo(told.regret().missed() - 1e-9);
            assertThat(told.regret().evenly()).isGreaterThan(-1e-9);
        }
    }
}
