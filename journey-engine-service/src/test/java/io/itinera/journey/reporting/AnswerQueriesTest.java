package io.itinera.journey.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.Transition;
import io.itinera.contracts.Transition.Kind;
import io.itinera.journey.JourneyServiceTest;
import io.itinera.journey.reporting.AnswerQueries.Count;
import io.itinera.journey.reporting.AnswerQueries.Question;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@JourneyServiceTest
class AnswerQueriesTest {

    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    @Inject
    AnswerQueries answers;

    @Inject
    TransitionStore transitions;

    @Inject
    MessageStore messages;

    @Test
    void anHourIsJudgedByTheMessagesThatWentOutAtIt() {
        Teller teller = new Teller("judged-hours");
        teller.entered("a", Map.of("zone", "UTC"));
        teller.asked("a", 1, "mail", teller.message("a1", "email", "arm", "best-time", "holdout", false));
        teller.entered("b", Map.of("zone", "UTC"));
        teller.asked("b", 1, "mail", teller.message("b1", "email"));
        teller.asked("b", 2, "other", teller.message("b2", "email"));
        teller.entered("c", Map.of("zone", "Europe/Berlin"));
        teller.asked("c", 1, "mail", teller.message("c1", "email", "arm", "holdout", "holdout", true));
        teller.entered("suppressed", Map.of("zone", "UTC"));
        teller.asked("suppressed", 1, "mail", teller.message("d1", "email"));
        teller.entered("tester", Map.of("zone", "UTC", "test", true));
        teller.asked("tester", 1, "mail", teller.message("t1", "email"));
        teller.became("a", "mail", "a1", "email", MessageStatus.SENT, MessageStatus.OPENED, MessageStatus.CLICKED);
        teller.became("b", "mail", "b1", "email", MessageStatus.SENT);
        teller.became("b", "other", "b2", "email", MessageStatus.SENT, MessageStatus.OPENED);
        teller.became("c", "mail", "c1", "email", MessageStatus.SENT, MessageStatus.CLICKED);
        teller.became("suppressed", "mail", "d1", "email", MessageStatus.SUPPRESSED);
        teller.became("tester", "mail", "t1", "email", MessageStatus.SENT, MessageStatus.OPENED);
        teller.store();

        AnswerQueries.Answers told = answers.of(new Question("judged-hours", 1, "mail", true));

        assertThat(told.sampled()).isFalse();
        assertThat(told.counts())
                .containsExactly(new Count("email", 9, false, 2, 1), new Count("email", 10, true, 1, 1));
        assertThat(answers.of(new Question("judged-hours", 2, "mail", true)).counts())
                .isEmpty();
    }

    @Test
    void aChannelIsJudgedByTheFirstMessageOnItThatFollowsTheChoice() {
        Teller teller = new Teller("judged-channels");
        teller.entered("a", Map.of("zone", "UTC"));
        teller.moved("a", 1, "reach", "channel:push", Map.of("arm", "push", "holdout", false, "channel", "push"));
        teller.asked("a", 2, "push", teller.message("a1", "push"));
        teller.asked("a", 3, "again", teller.message("a2", "push"));
        teller.moved("a", 4, "reach", "channel:email", Map.of("arm", "holdout", "holdout", true, "channel", "email"));
        teller.asked("a", 5, "push", teller.message("a3", "push"));
        teller.asked("a", 6, "mail", teller.message("a4", "email"));
        teller.entered("b", Map.of("zone", "UTC"));
        teller.moved("b", 1, "reach", "channel:push", Map.of("arm", "push", "holdout", false, "channel", "push"));
        teller.became("a", "push", "a1", "push", MessageStatus.SENT);
        teller.became("a", "again", "a2", "push", MessageStatus.SENT, MessageStatus.OPENED);
        teller.became("a", "push", "a3", "push", MessageStatus.SENT, MessageStatus.OPENED);
        teller.became("a", "mail", "a4", "email", MessageStatus.SENT, MessageStatus.OPENED);
        teller.store();

        assertThat(answers.of(new Question("judged-channels", 1, "reach", false))
                        .counts())
                .containsExactly(new Count("email", 9, true, 1, 1), new Count("push", 9, false, 1, 0));
    }

    /** Tells what instances of a journey did, and what became of their messages. */
    private final class Teller {
        private final String journey;
        private final List<Transition> told = new ArrayList<>();
        private final List<MessageOutcome> outcomes = new ArrayList<>();

        Teller(String journey) {
            this.journey = journey;
        }

        void entered(String who, Map<String, Object> detail) {
            told.add(new Transition(
                    journey + who + 0,
                    "profile-" + who,
                    new JourneyRef(journey, 1, journey + who, null),
                    Kind.ENTERED,
                    null,
                    "reach",
                    "event",
                    detail,
                    NINE,
                    0));
        }

        void asked(String who, long sequence, String step, Map<String, Object> detail) {
            moved(who, sequence, step, "requested", detail);
        }

        /** What a send step tells. */
        Map<String, Object> message(String id, String channel, Object... more) {
            Map<String, Object> detail = new HashMap<>(Map.of("message", journey + id, "channel", channel));
            for (int i = 0; i < more.length; i += 2) {
                detail.put(String.valueOf(more[i]), more[i + 1]);
            }
            return detail;
        }

        void moved(String who, long sequence, String step, String reason, Map<String, Object> detail) {
            told.add(new Transition(
                    journey + who + sequence,
                    "profile-" + who,
                    new JourneyRef(journey, 1, journey + who, step),
                    Kind.MOVED,
                    "send",
                    "next",
                    reason,
                    detail,
                    NINE,
                    sequence));
        }

        void became(String who, String step, String message, String channel, MessageStatus... statuses) {
            for (MessageStatus status : statuses) {
                outcomes.add(new MessageOutcome(
                        journey + message,
                        "profile-" + who,
                        channel,
                        "template",
                        "marketing",
                        new JourneyRef(journey, 1, journey + who, step),
                        status,
                        NINE,
                        null,
                        null,
                        null,
                        null,
                        false));
            }
        }

        void store() {
            transitions.add(told);
            messages.add(outcomes);
        }
    }
}
