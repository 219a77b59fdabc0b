package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.ReasonWord;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What a message offers goes with it, and decides nothing. */
class OffersTest {

    private static final String TWO = """
            { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'spring-20', next: 'second',
                fallback: [ { channel: 'push', template: 'u' } ] },
              second: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'end' },
              end: { type: 'exit' } }""";

    @Test
    void theOfferGoesWithTheMessageByWhateverChannel() {
        Life life = Life.with(Documents.journey("j", TWO)).track("Started");

        assertThat(life.sends()).extracting(SendRequest::offer).containsExactly("spring-20", null);
        assertThat(life.sends().getFirst().next().orElseThrow().offer()).isEqualTo("spring-20");
    }

    @Test
    void theStepTellsItsOfferAsPartOfItsReason() {
        Life life = Life.with(Documents.journey("j", TWO)).track("Started");

        assertThat(life.transitions().stream().filter(t -> "requested".equals(t.reason())))
                .extracting(OffersTest::said)
                .containsExactly(
                        "asked for a message by email with template t and offer spring-20",
                        "asked for a message by email with template t");
    }

    @Test
    void noGroupKeepsApartTheOffersOfJourneysInWhichNobodyStays() {
        Life life =
                Life.with(atOnce("a", "spring-20"), atOnce("b", "summer-10")).track("Started");

        assertThat(life.sends()).extracting(SendRequest::offer).containsExactly("spring-20", "summer-10");
    }

    private static String said(Transition transition) {
        return ReasonWord.REQUESTED.sentence().say(transition.detail(), ZoneOffset.UTC);
    }

    private static JsonNode atOnce(String key, String offer) {
        return Documents.journey(
                key,
                "{ first: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: '%s', next: 'end' }, end: { type: 'exit' } }"
                        .formatted(offer),
                "group: 'g'");
    }
}
