package io.itinera.channel.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.Settings;
import io.itinera.channel.channel.Answer;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeliveryRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final DeliveryRules rules = new DeliveryRules(Settings.of());
    private final Random random = new Random(7);

    @Property
    void waitsLongerEachTimeWithinItsBoundsAndNeverAtOnce(@ForAll @IntRange(min = 1, max = 100) int attempts) {
        DeliveryRules any = new DeliveryRules(Settings.of());

        Duration wait = any.backoff(attempts, new Random(attempts));

        assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(10));
        assertThat(any.backoff(attempts + 2, new Random(1)))
                .isGreaterThanOrEqualTo(attempts < 8 ? any.backoff(attempts, new Random(2)) : Duration.ofMinutes(5));
    }

    @Test
    void aMarketingMessageWhoseAnswerIsUnknownIsNotTriedAgain() {
        Change change = rules.answered(message("marketing", 1), new Answer.Unknown("smtp-timeout"), NOON, random);

        assertThat(change.to()).isEqualTo(MessageState.FAILED);
        assertThat(change.reason()).isEqualTo("answer-unknown");
        assertThat(change.next()).isEmpty();
    }

    @Test
    void aTransactionalMessageWhoseAnswerIsUnknownIsTriedAgainUpToTheLimit() {
        assertThat(rules.unknown(message("transactional", 1), NOON, random).to())
                .isEqualTo(MessageState.QUEUED);
        assertThat(rules.unknown(message("transactional", 16), NOON, random).to())
                .isEqualTo(MessageState.FAILED);
    }

    @Test
    void waitsAsLongAsTheProviderAsks() {
        Answer answer = new Answer.NotNow("http-429", Optional.of(Duration.ofMinutes(3)));

        assertThat(rules.answered(message("marketing", 1), answer, NOON, random).dueAt())
                .isEqualTo(NOON.plus(Duration.ofMinutes(3)));
    }

    @Test
    void givesUpAfterTheLastTry() {
        Answer answer = new Answer.NotNow("http-503", Optional.empty());

        assertThat(rules.answered(message("marketing", 15), answer, NOON, random)
                        .to())
                .isEqualTo(MessageState.QUEUED);
        assertThat(rules.answered(message("marketing", 16), answer, NOON, random)
                        .to())
                .isEqualTo(MessageState.FAILED);
    }

    @Test
    void aBounceAndASuppressionTryTheNextChannelButAFailureDoesNot() {
        Message message = message("marketing", 1);

        assertThat(Change.bounced(message, "smtp-550", NOON).next()).isPresent();
        assertThat(Change.suppressed(message, "no-address", NOON).next()).isPresent();
        assertThat(Change.failed(message, MessageState.SENDING, "http-410", NOON)
                        .next())
                .isEmpty();
    }

    @Test
    void waitsForConsentForAWhileAndThenSuppresses() {
        Message fresh = message("marketing", 0);
        Change first = rules.unanswered(fresh, NOON.plusSeconds(1), random);
        Change late = rules.unanswered(fresh, NOON.plus(Duration.ofHours(7)), random);

        assertThat(first.to()).isEqualTo(MessageState.QUEUED);
        assertThat(first.outcome().orElseThrow().status()).isEqualTo(MessageStatus.DEFERRED);
        assertThat(late.to()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(late.reason()).isEqualTo("consent-unavailable");
    }

    @Test
    void saysOnlyOnceThatAMessageWaitsForAReason() {
        Message waiting = new Message(message("marketing", 1).request(), 1, 1, NOON, "http-503", null, null);
        Answer again = new Answer.NotNow("http-503", Optional.empty());

        assertThat(rules.answered(waiting, again, NOON, random).outcome()).isEmpty();
    }

    private static Message message(String purpose, int attempts) {
        SendRequest request = new SendRequest(
                "m-1",
                "p-1",
                "email",
                "t",
                purpose,
                null,
                NOON,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(new SendRequest.Fallback("webhook", "w")),
                false,
                null,
                false,
                null);
        return new Message(request, 1, attempts, NOON, null, "receipt", null);
    }
}
