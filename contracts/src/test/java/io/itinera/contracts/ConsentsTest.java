package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsentsTest {

    @Test
    void theMostSpecificAnswerCountsAndSilenceIsNoYes() {
        Map<String, Boolean> answers = Map.of("*/marketing", true, "sms/marketing", false, "email/*", true);

        assertThat(Consents.granted(answers, "push", "marketing")).isTrue();
        assertThat(Consents.granted(answers, "sms", "marketing")).isFalse();
        assertThat(Consents.granted(answers, "email", "surveys")).isTrue();
        assertThat(Consents.granted(answers, "push", "surveys")).isFalse();
        assertThat(Consents.granted(Map.of(), "email", "marketing")).isFalse();
    }

    @Test
    void oneNoOfTwoProfilesIsANoAlsoWhereItWasSaidForAll() {
        Map<String, Boolean> both =
                Consents.stricter(Map.of("*/marketing", false), Map.of("email/marketing", true, "email/surveys", true));

        assertThat(both)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("*/marketing", false, "email/marketing", false, "email/surveys", true));
    }

    @Test
    void aProfileThatWasNeverAskedTakesNothingAway() {
        assertThat(Consents.stricter(Map.of(), Map.of("*/*", true))).containsEntry("*/*", true);
        assertThat(Consents.stricter(Map.of("*/*", true), Map.of())).containsEntry("*/*", true);
    }

    @Test
    void aStateIsItsChoicesAndATombstoneIsNone() {
        ConsentState.Choice yes = new ConsentState.Choice("email", "marketing", true, Instant.EPOCH, "api", "1", null);

        assertThat(Consents.of(new ConsentState("p", List.of(yes))))
                .containsExactly(Map.entry("email/marketing", true));
        assertThat(Consents.of(null)).isEmpty();
    }
}
