package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendCancel;
import io.itinera.journey.definition.Documents;
import org.junit.jupiter.api.Test;

/** What becomes of an instance's messages when it ends. */
class CancelsTest {

    private static Life sent(String send, String after) {
        return Life.with(Documents.journey(
                        "j",
                        "{ first: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'then'"
                                + send + " }, then: " + after + ", end: { type: 'exit' } }",
                        "exits: [ { key: 'bought', on: { event: 'Bought' } } ]"))
                .track("Started");
    }

    private static Life waiting(String send) {
        return sent(send, "{ type: 'wait', for: 'P1D', next: 'end' }");
    }

    @Test
    void anExitRuleCancelsWhatNoProviderHasYet() {
        Life life = waiting("").message("first", MessageStatus.DEFERRED).track("Bought");

        assertThat(life.cancels()).singleElement().satisfies(cancel -> {
            assertThat(cancel.cancels()).isEqualTo(life.last().journey().instance());
            assertThat(cancel.reason()).isEqualTo("exit:bought");
            assertThat(cancel.at()).isEqualTo(life.now());
        });
    }

    @Test
    void aMessageThatWentOutOrFailedIsNotCancelled() {
        assertThat(waiting("")
                        .message("first", MessageStatus.SENT)
                        .track("Bought")
                        .cancels())
                .isEmpty();
        assertThat(waiting("")
                        .message("first", MessageStatus.FAILED)
                        .track("Bought")
                        .cancels())
                .isEmpty();
        assertThat(waiting("")
                        .message("first", MessageStatus.SUPPRESSED)
                        .track("Bought")
                        .cancels())
                .isEmpty();
    }

    @Test
    void aMessageWhoseNextChannelMayBeUnderWayIsCancelled() {
        String fallback = ", fallback: [ { channel: 'push', template: 'p' } ]";

        assertThat(waiting(fallback)
                        .message("first", MessageStatus.SUPPRESSED)
                        .track("Bought")
                        .cancels())
                .hasSize(1);
    }

    @Test
    void aMessageThatItsLastChannelDidNotTakeEitherIsNotCancelled() {
        Life life = waiting(", fallback: [ { channel: 'push', template: 'p' } ]")
                .message("first", MessageStatus.SUPPRESSED);
        life.message(life.sends().getFirst().next().orElseThrow(), MessageStatus.BOUNCED);

        assertThat(life.track("Bought").cancels()).isEmpty();
    }

    @Test
    void aMessageThatIsToBeKeptIsNotCancelled() {
        assertThat(waiting(", keep: true").track("Bought").cancels()).isEmpty();
    }

    @Test
    void anInstanceThatComesToItsEndKeepsItsMessages() {
        assertThat(sent("", "{ type: 'exit' }").cancels()).isEmpty();
        assertThat(waiting("").after("P2D").cancels()).isEmpty();
    }

    @Test
    void anArchiveCancels() {
        Life life = waiting("");
        String steps = "{ first: { type: 'wait', for: 'P1D', next: 'then' }, then: { type: 'exit' } }";
        life.publish(PublishedJourney.State.ARCHIVED, Documents.journey("j", steps))
                .changed();

        assertThat(life.cancels()).extracting(SendCancel::reason).containsExactly("archived");
    }
}
