package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.journey.definition.Documents;
import org.junit.jupiter.api.Test;

/** What conditions know of a message that went by another channel than its first. */
class FallbackMessagesTest {

    /** Sends until the message comes to a status, at most three times. */
    private static Life until(String status) {
        return Life.with(Documents.journey(
                        "j", """
                        { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', next: 'look',
                            fallback: [ { channel: 'push', template: 'u' }, { channel: 'webhook', template: 'w' } ] },
                          look: { type: 'wait', until: { message: { step: 'first', is: '%s' } }, atMost: 'P1D', then: 'end',
                            onTimeout: 'first' },
                          end: { type: 'exit' } }""".formatted(status), "exits: [ { key: 'bought', on: { event: 'Bought' } } ]"))
                .track("Started");
    }

    private static SendRequest next(SendRequest request) {
        return request.next().orElseThrow();
    }

    @Test
    void aClickOnAFallbackIsAClickOnTheMessageOfItsStep() {
        Life life = until("clicked");
        SendRequest push = next(life.sends().getFirst());

        life.message("first", MessageStatus.SUPPRESSED).message(push, MessageStatus.SENT);
        assertThat(life.state().live()).hasSize(1);
        life.message(push, MessageStatus.CLICKED);
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void theLastChannelOfSeveralCountsToo() {
        Life life = until("delivered");

        life.message(next(next(life.sends().getFirst())), MessageStatus.DELIVERED);
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void aMessageThatWasSuppressedByOneChannelAndSentByTheNextIsSent() {
        Life life = until("clicked").message("first", MessageStatus.SUPPRESSED);
        life.message(next(life.sends().getFirst()), MessageStatus.SENT);

        assertThat(life.state().live()).singleElement().satisfies(instance -> assertThat(
                        instance.progress().messages().get("first").statuses())
                .containsExactly(MessageStatus.SENT));
    }

    @Test
    void aMessageIsSuppressedOnlyWhenItsLastChannelIsToo() {
        Life life = until("suppressed").message("first", MessageStatus.SUPPRESSED);
        SendRequest push = next(life.sends().getFirst());
        life.message(push, MessageStatus.BOUNCED);
        assertThat(life.state().live()).hasSize(1);

        life.message(next(push), MessageStatus.SUPPRESSED);
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void aFallbackOfAMessageOfAnEarlierRoundDoesNotCountInThisOne() {
        Life life = until("clicked").after("P1D");
        assertThat(life.sends()).hasSize(2);

        life.message(next(life.sends().get(0)), MessageStatus.CLICKED);
        assertThat(life.state().live()).hasSize(1);
        life.message(next(life.sends().get(1)), MessageStatus.CLICKED);
        assertThat(life.state().live()).isEmpty();
    }

    @Test
    void aMessageThatWentOutByItsSecondChannelIsNotCancelled() {
        Life life = until("clicked").message("first", MessageStatus.SUPPRESSED);
        life.message(next(life.sends().getFirst()), MessageStatus.SENT);
        assertThat(life.track("Bought").cancels()).isEmpty();
        assertThat(life.state().live()).isEmpty();
    }
}
