package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.TaskChange;
import io.itinera.journey.definition.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who wants nothing kept is forgotten. */
class ErasureTest {

    private static final String MAILS = """
            { first: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'look' },
              look: { type: 'wait', for: 'P1D', next: 'again' },
              again: { type: 'send', channel: 'email', template: 't', purpose: 'marketing', next: 'end' }, end: { type: 'exit' } }""";

    private static Input.Erased erased(Life life) {
        return new Input.Erased("request-1", "userId:42", "profile-1", life.now());
    }

    private static ObjectNode mails() {
        return Documents.journey(
                "mails",
                MAILS,
                "maxDuration: 'P9D'",
                "goals: [ { key: 'bought', on: { event: 'Bought' }, within: 'P5D' } ]");
    }

    @Test
    void everyInstanceEndsWhatIsPendingIsCancelledAndNothingIsKept() {
        ObjectNode asks = Documents.journey(
                "asks",
                "{ first: { type: 'task', title: 'Call', outcomes: [ { key: 'done', next: 'end' } ] }, end: { type: 'exit' } }");
        Life life = Life.with(mails(), asks).trait("plan", "pro").track("Started");
        life.after(Duration.ofHours(1)).apply(erased(life));

        assertThat(life.told("mails")).endsWith("exited look (erased)");
        assertThat(life.told("asks")).endsWith("exited first (erased)");
        assertThat(life.last().detail()).containsEntry("request", "request-1").doesNotContainKey("test");
        assertThat(life.cancels()).hasSize(1);
        assertThat(life.tasks()).last().extracting(TaskChange::kind).isEqualTo(TaskChange.Kind.CLOSED);
        assertThat(life.timers()).isEmpty();
        assertThat(life.state()).isEqualTo(ProfileState.empty("profile-1"));
        assertThat(life.receipts()).singleElement().satisfies(receipt -> {
            assertThat(receipt.fulfils()).isEqualTo("request-1");
            assertThat(receipt.part()).isEqualTo("state:profile-1");
            assertThat(receipt.counts()).containsEntry("instances", 2L);
        });
    }

    @Test
    void whatWasDueAndIsNotDoneYetIsNotDoneAnyMore() {
        Life life = Life.with(mails()).timersNeverFire().track("Started");
        life.after(Duration.ofDays(2)).apply(erased(life));

        assertThat(life.sends()).hasSize(1);
        assertThat(life.told()).endsWith("exited look (erased)");
    }

    @Test
    void goalsThatCouldStillBeReachedAndEntriesThatTimeBringsGoToo() {
        Life life = Life.with(mails()).track("Started").after(Duration.ofDays(2));
        assertThat(life.state().watched()).hasSize(1);
        life.apply(erased(life));

        assertThat(life.timers()).isEmpty();
        assertThat(life.state().isEmpty()).isTrue();
        int told = life.told().size();
        assertThat(life.track("Bought").told()).hasSize(told);
    }

    @Test
    void whoStandsWhereNothingIsKnownGoesToo() {
        Life life = Life.with(mails()).track("Started");
        life.publish(new PublishedJourney(
                        "mails",
                        PublishedJourney.State.LIVE,
                        2,
                        List.of(new PublishedJourney.Version(2, mails(), Instant.EPOCH))))
                .apply(erased(life));

        assertThat(life.told()).endsWith("exited look (erased)");
        assertThat(life.timers()).isEmpty();
        assertThat(life.state().isEmpty()).isTrue();
    }

    @Test
    void whoIsNotInAnyJourneyIsConfirmedTooAndWhoComesBackIsNew() {
        Life life = Life.with(mails());
        life.apply(erased(life));
        assertThat(life.receipts()).hasSize(1);
        assertThat(life.told()).isEmpty();

        assertThat(life.track("Started").told()).startsWith("entered > first (event)");
    }
}
