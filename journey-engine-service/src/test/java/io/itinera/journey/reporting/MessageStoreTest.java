package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.journey.JourneyServiceTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class MessageStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Inject
    MessageStore store;

    @Inject
    TransitionStore transitions;

    @Inject
    JourneyReports reports;

    @Test
    void aMessageCountsOncePerStatusHoweverOftenItIsTold() {
        MessageOutcome sent = outcome("told", "i1", "m1", "email", MessageStatus.SENT, null, null);
        MessageOutcome click = outcome("told", "i1", "m1", "email", MessageStatus.CLICKED, null, "https://a");
        MessageOutcome other = outcome("told", "i1", "m1", "email", MessageStatus.CLICKED, null, "https://b");
        store.add(List.of(sent, click));
        store.add(List.of(sent, click, other, other));

        assertThat(messages("told", Tests.EXCLUDE).statuses()).isEqualTo(Map.of("sent", 1L, "clicked", 1L));
    }

    @Test
    void whatWasNotSentIsToldByReasonAndByChannel() {
        store.add(List.of(
                outcome("not-sent", "i1", "m1", "email", MessageStatus.SUPPRESSED, "no-consent", null),
                outcome("not-sent", "i2", "m2", "email", MessageStatus.SUPPRESSED, "no-address", null),
                outcome("not-sent", "i2", "m2", "push", MessageStatus.SENT, null, null),
                outcome("not-sent", "i3", "m3", "email", MessageStatus.BOUNCED, "mailbox-full", null)));

        JourneyReport.Messages messages = messages("not-sent", Tests.EXCLUDE);
        assertThat(messages.suppressed()).isEqualTo(Map.of("no-consent", 1L, "no-address", 1L));
        assertThat(messages.bounced()).isEqualTo(Map.of("mailbox-full", 1L));
        assertThat(messages.channels())
                .isEqualTo(Map.of("email", Map.of("suppressed", 2L, "bounced", 1L), "push", Map.of("sent", 1L)));
    }

    @Test
    void outcomesOfTestersAreSetApartWhicheverIsToldFirst() {
        store.add(List.of(outcome("tests", "late", "m1", "email", MessageStatus.SENT, null, null)));
        transitions.add(List.of(entered("tests", "late"), entered("tests", "early")));
        store.add(List.of(
                outcome("tests", "early", "m2", "email", MessageStatus.SENT, null, null),
                outcome("tests", "someone", "m3", "email", MessageStatus.SENT, null, null)));

        assertThat(messages("tests", Tests.EXCLUDE).statuses()).isEqualTo(Map.of("sent", 1L));
        assertThat(messages("tests", Tests.ONLY).statuses()).isEqualTo(Map.of("sent", 2L));
        assertThat(messages("tests", Tests.INCLUDE).statuses()).isEqualTo(Map.of("sent", 3L));
        assertThat(reports.of(ReportQuery.of("tests")).total().flow().entered()).isZero();
    }

    @Test
    void anOutcomeThatSaysThatItIsOfATestIsOneAlsoBeforeItsInstanceIsKnown() {
        MessageOutcome sent = outcome("said", "i1", "m1", "email", MessageStatus.SENT, "sandbox", null);
        store.add(List.of(new MessageOutcome(
                sent.messageId(),
                sent.profileId(),
                sent.channel(),
                sent.template(),
                sent.purpose(),
                sent.journey(),
                sent.status(),
                sent.at(),
                sent.reason(),
                null,
                null,
                null,
                true)));

        assertThat(messages("said", Tests.ONLY).statuses()).isEqualTo(Map.of("sent", 1L));
        assertThat(messages("said", Tests.INCLUDE).statuses()).isEqualTo(Map.of("sent", 1L));
    }

    @Test
    void countsOutliveTheOutcomesThatTheyCount() {
        MessageOutcome sent = outcome("outlives", "i1", "m1", "email", MessageStatus.SENT, null, null);
        store.add(List.of(new MessageOutcome(
                sent.messageId(),
                sent.profileId(),
                sent.channel(),
                sent.template(),
                sent.purpose(),
                sent.journey(),
                sent.status(),
                NOON.minus(900, ChronoUnit.DAYS),
                null,
                null,
                null,
                null,
                false)));

        assertThat(store.deleteBefore(NOON.minus(800, ChronoUnit.DAYS), 100)).isEqualTo(1);
        assertThat(messages("outlives", Tests.EXCLUDE).statuses()).isEqualTo(Map.of("sent", 1L));
    }

    private JourneyReport.Messages messages(String journey, Tests tests) {
        return reports.of(new ReportQuery(journey, null, null, null, tests, false, null)).total().steps().stream()
                .filter(s -> s.step().equals("mail"))
                .findFirst()
                .orElseThrow()
                .messages();
    }

    private static Transition entered(String journey, String instance) {
        return new Transition(
                journey + instance,
                "profile-" + instance,
                new JourneyRef(journey, 1, journey + instance, null),
                Kind.ENTERED,
                null,
                "mail",
                "event",
                Map.of("test", true),
                NOON,
                0);
    }

    private static MessageOutcome outcome(
            String journey,
            String instance,
            String message,
            String channel,
            MessageStatus status,
            String reason,
            String link) {
        return new MessageOutcome(
                journey + message,
                "profile-" + instance,
                channel,
                "template",
                "marketing",
                new JourneyRef(journey, 1, journey + instance, "mail"),
                status,
                NOON,
                reason,
                link,
                null,
                null,
                false);
    }
}
