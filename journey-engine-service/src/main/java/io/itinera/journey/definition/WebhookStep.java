package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Calls an HTTP endpoint and waits for its answer, which is then in the context under the key of the step: {@code outcome},
 * {@code status} and {@code body}, or {@code failure}. Calls that fail for now are repeated with the same id, so that the endpoint can
 * tell; the receiver sees a signed Standard Webhooks request.
 *
 * @param target whom it calls
 * @param request what the endpoint gets
 * @param attempts most calls, 1 to 16
 * @param atMost after which the instance goes on by {@code onFailure} whatever the endpoint does
 * @param next the step that follows an answer
 * @param onFailure the step that follows when there was none
 */
public record WebhookStep(Target target, Request request, int attempts, Span atMost, String next, String onFailure)
        implements Step {

    /** How the step is read. */
    static final StepType<WebhookStep> TYPE = new StepType<>("webhook", WebhookStep::read);

    /** Outcome of a call that was answered. */
    public static final String ANSWERED = "answered";

    /** Outcome of a call that was not. */
    public static final String FAILED = "failed";

    private static final int MOST_ATTEMPTS = 16;

    private static final String METHODS =
            Stream.of(Method.values()).map(Method::name).collect(Collectors.joining(", "));

    /**
     * Whom a call goes to, one of both.
     *
     * @param endpoint name of a configured endpoint, or null
     * @param url a URL that the configuration allows, or null
     */
    public record Target(String endpoint, String url) {}

    /** Methods of HTTP that a call can have. */
    public enum Method {
        /** Sends the body; the usual one. */
        POST(true),
        /** Puts the body in the place of what is there. */
        PUT(true),
        /** Changes what is there by the body. */
        PATCH(true),
        /** Asks, without a body. */
        GET(false),
        /** Removes, without a body. */
        DELETE(false);

        private final boolean sendsBody;

        Method(boolean sendsBody) {
            this.sendsBody = sendsBody;
        }

        /** Whether a call has a body. */
        public boolean sendsBody() {
            return sendsBody;
        }
    }

    /**
     * What the endpoint gets.
     *
     * @param method how it is called
     * @param query values that are added to the URL, or null
     * @param body values that it gets; null for traits, event, entry event and context, or where the method has no body
     * @param envelope true for a body as Standard Webhooks want it, with the values as {@code data}; false for the values alone
     */
    public record Request(Method method, Value.Members query, Value.Members body, boolean envelope) {

        private static Request read(Fields fields) {
            Method method = Method.POST;
            String named = fields.text("method", method.name());
            try {
                method = Method.valueOf(named);
            } catch (IllegalArgumentException _) {
                fields.error("method", "is '" + named + "', expected " + METHODS);
            }
            for (String field : List.of("body", "envelope")) {
                if (!method.sendsBody() && fields.has(field)) {
                    fields.error(field, "is there, but a " + method + " has no body: put values into query");
                }
            }
            return new Request(
                    method,
                    fields.has("query") ? Value.members(fields, "query") : null,
                    fields.has("body") ? Value.members(fields, "body") : null,
                    fields.flag("envelope", true));
        }

        private Wish.Sent of(Facts facts) {
            Map<String, Object> values = body == null ? null : body.of(facts);
            return new Wish.Sent(
                    method.name(),
                    query == null ? Map.of() : query.of(facts),
                    method.sendsBody() ? values : Map.of(),
                    !envelope);
        }

        private String describe() {
            return (body == null ? "" : " with " + body.describe())
                    + (query == null ? "" : ", asking for " + query.describe());
        }
    }

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
                Request.read(fields),
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
        String how = request.method() == Method.POST ? "Call " : "Call " + request.method() + " of ";
        String does = how + (target.endpoint() == null ? target.url() : "endpoint " + target.endpoint())
                + request.describe() + ", and wait for its answer, " + Words.span(atMost) + " at most";
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
    public Heed heeds() {
        return Heed.NOTHING;
    }

    @Override
    public StepResult run(Moment moment) {
        Instant until = atMost.after(moment.facts().now(), moment.facts().zone());
        String id = moment.want(new Wish.Call(target, request.of(moment.facts()), attempts, until));
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
