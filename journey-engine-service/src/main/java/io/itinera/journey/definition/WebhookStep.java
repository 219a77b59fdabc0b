package io.itinera.journey.definition;

import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls an HTTP endpoint and waits for its answer, which is then in the context under the key of the step: {@code outcome},
 * {@code status} and {@code body}, or {@code failure}. Calls that fail for now are repeated with the same id, so that the endpoint can
 * tell; the receiver sees a signed Standard Webhooks request.
 *
 * @param target whom it calls
 * @param body what the endpoint gets as {@code data}; null for traits, event, entry event and context
 * @param attempts most calls, 1 to 16
 * @param atMost after which the instance goes on by {@code onFailure} whatever the endpoint does
 * @param next the step that follows an answer
 * @param onFailure the step that follows when there was none
 */
public record WebhookStep(Target target, Value.Members body, int attempts, Span atMost, String next, String onFailure)
        implements Step {

    /** How the step is read. */
    static final StepType<WebhookStep> TYPE = new StepType<>("webhook", WebhookStep::read);

    /** Outcome of a call that was answered. */
    public static final String ANSWERED = "answered";

    /** Outcome of a call that was not. */
    public static final String FAILED = "failed";

    private static final int MOST_ATTEMPTS = 16;

    /**
     * Whom a call goes to, one of both.
     *
     * @param endpoint name of a configured endpoint, or null
     * @param url a URL that the configuration allows, or null
     */
    public record Target(String endpoint, String url) {}

    private static WebhookStep read(Fields fields) {
        if (fields.has("endpoint") == fields.has("url")) {
            fields.error(
                    "", "has " + (fields.has("url") ? "both" : "neither") + " endpoint and url, expected one of them");
        }
        int attempts = fields.number("attempts", 5).intValue();
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            fields.error("attempts", "is " + attempts + ", expected 1 to " + MOST_ATTEMPTS);
        }
        Span atMost = fields.span("atMost");
        String next = fields.text("next");
        return new WebhookStep(
                new Target(fields.text("endpoint", null), fields.text("url", null)),
                fields.has("body") ? Value.members(fields, "body") : null,
                attempts,
                atMost == null ? Span.parse("PT1H") : atMost,
                next,
                fields.text("onFailure", next));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Step.Target> targets() {
        return onFailure.equals(next)
                ? List.of(new Step.Target("/next", next))
                : List.of(new Step.Target("/next", next), new Step.Target("/onFailure", onFailure));
    }

    @Override
    public StepText describe() {
        String does = "Call " + (target.endpoint() == null ? target.url() : "endpoint " + target.endpoint())
                + (body == null ? "" : " with " + body.describe()) + ", and wait for its answer, " + Words.span(atMost)
                + " at most";
        List<StepText.Way> ways = new ArrayList<>(List.of(new StepText.Way("when it answers", next)));
        if (!onFailure.equals(next)) {
            ways.add(new StepText.Way("else", onFailure));
        }
        return new StepText(does, ways);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public StepResult run(Moment moment) {
        Instant until = atMost.after(moment.facts().now(), moment.facts().zone());
        Map<String, Object> data = body == null ? null : body.of(moment.facts());
        String id = moment.want(new Wish.Call(target, data, attempts, until));
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("call", id);
        detail.put("endpoint", target.endpoint() == null ? target.url() : target.endpoint());
        detail.put("due", until.toString());
        return new StepResult.Stay(until, ReasonWord.AWAITS_ANSWER, detail);
    }

    @Override
    public StepResult onDue(Moment moment) {
        moment.remember(Map.of("outcome", FAILED, "failure", "timeout"));
        return new StepResult.Go(onFailure, ReasonWord.TIMEOUT, Map.of("atMost", atMost.toString()));
    }

    @Override
    public boolean knows(Answer answer) {
        return answer.outcome().equals(ANSWERED) || answer.outcome().equals(FAILED);
    }

    @Override
    public Optional<StepResult> onAnswer(Moment moment, Answer answer) {
        Map<String, Object> values = new LinkedHashMap<>(answer.values());
        values.put("outcome", answer.outcome());
        moment.remember(values);
        Map<String, Object> detail = new LinkedHashMap<>(values);
        detail.remove("body");
        return switch (answer.outcome()) {
            case ANSWERED -> Optional.of(new StepResult.Go(next, ReasonWord.ANSWERED, detail));
            case FAILED -> Optional.of(new StepResult.Go(onFailure, ReasonWord.CALL_FAILED, detail));
            default -> Optional.empty();
        };
    }
}
