package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.SendRequest;
import io.itinera.journey.definition.Documents;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a send tells channel-service about the time of its delivery. */
class SendTimingTest {

    private static SendRequest sent(String when, String journey, Map<String, Object> traits) {
        Life life = Life.with(Documents.journey("j", """
                        { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', %s next: 'end' },
                          end: { type: 'exit' } }""".formatted(when), journey));
        traits.forEach(life::trait);
        return life.track("Started").sends().getFirst();
    }

    @Test
    void theZoneOfTheProfileGoesWithTheMessage() {
        SendRequest request = sent("", "timezone: 'Asia/Tokyo'", Map.of("timezone", "Europe/Berlin"));

        assertThat(request.timing()).isEqualTo(new SendRequest.Timing("Europe/Berlin", false));
    }

    @Test
    void whereTheProfileNamesNoZoneThatOfTheJourneyDoes() {
        assertThat(sent("", "timezone: 'Asia/Tokyo'", Map.of("timezone", "Moon/Sea"))
                        .timing())
                .isEqualTo(new SendRequest.Timing("Asia/Tokyo", false));
    }

    @Test
    void aZoneThatNobodyNamesIsLeftToThePolicy() {
        assertThat(sent("", "", Map.of()).timing()).isNull();
    }

    @Test
    void aStepCanAskForAnyHour() {
        assertThat(sent("when: { quietHours: 'ignore' },", "", Map.of()).ignoresQuietHours())
                .isTrue();
        assertThat(sent("when: { quietHours: 'respect' },", "", Map.of()).ignoresQuietHours())
                .isFalse();
    }

    @Test
    void aFallbackKeepsTheTiming() {
        SendRequest request =
                sent("when: { quietHours: 'ignore' }, fallback: [ { channel: 'push', template: 'u' } ],", "", Map.of());

        assertThat(request.next().orElseThrow().ignoresQuietHours()).isTrue();
    }
}
