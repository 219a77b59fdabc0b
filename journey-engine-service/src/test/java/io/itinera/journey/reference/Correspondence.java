package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import java.time.Duration;
import java.util.List;

/** What becomes of the messages that the profiles of a story are sent, by its journeys and by others. */
final class Correspondence {

    private final Story story;
    private final Customers customers;

    Correspondence(Story story, Customers customers) {
        this.story = story;
        this.customers = customers;
    }

    /** One of the latest messages of a journey comes to a status. */
    void status(String profile, Choices choices) {
        List<SendRequest> sends = story.engine().sends(profile);
        if (sends.isEmpty()) {
            return;
        }
        SendRequest send = sends.get(sends.size() - 1 - Math.min(choices.below(3), sends.size() - 1));
        MessageStatus status = choices.of(
                MessageStatus.CLICKED,
                MessageStatus.OPENED,
                MessageStatus.DELIVERED,
                MessageStatus.SENT,
                MessageStatus.BOUNCED,
                MessageStatus.SUPPRESSED,
                MessageStatus.DEFERRED,
                MessageStatus.FAILED,
                MessageStatus.COMPLAINED,
                MessageStatus.BOUNCED,
                MessageStatus.SUPPRESSED);
        for (int other = choices.of(0, 0, 0, 1, 1, 2); other > 0; other--) {
            send = send.next().orElse(send);
        }
        boolean test = choices.below(6) == 5;
        customers.happens(profile, told(send, status, test), choices);
    }

    private Activity.Cause told(SendRequest send, MessageStatus status, boolean test) {
        return new Activity.MessageChanged(new MessageOutcome(
                send.id(),
                send.profileId(),
                send.channel(),
                send.template(),
                send.purpose(),
                send.journey(),
                status,
                story.now(),
                null,
                null,
                null,
                null,
                test));
    }

    /** Some messages that no journey has sent, which the profile opened or clicked at one hour or two. */
    void others(String profile, Choices choices) {
        String channel = choices.of("email", "push", "email", "sms");
        int sent = choices.rarely(8) ? 66 : choices.of(1, 2, 3, 5, 8, 14);
        for (int i = 0; i < sent; i++) {
            other(profile, channel, MessageStatus.SENT, 0);
        }
        MessageStatus status = choices.of(MessageStatus.OPENED, MessageStatus.CLICKED);
        int early = choices.below(24);
        for (int i = choices.below(sent + 2); i > 0; i--) {
            other(profile, channel, status, early);
        }
        int late = choices.below(24);
        for (int i = choices.below(3); i > 0; i--) {
            other(profile, channel, MessageStatus.OPENED, late);
        }
    }

    private void other(String profile, String channel, MessageStatus status, int hoursAgo) {
        MessageOutcome outcome = new MessageOutcome(
                "m" + story.length(),
                profile,
                channel,
                "other",
                "p",
                null,
                status,
                story.now().minus(Duration.ofHours(hoursAgo)),
                null,
                null,
                null,
                null,
                false);
        customers.happens(profile, new Activity.MessageChanged(outcome), new Choices(List.of()));
    }
}
