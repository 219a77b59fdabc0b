package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import io.itinera.contracts.Activity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stands still until a time comes, something happens or something holds.
 *
 * @param until what it waits for
 * @param atMost how long it waits for an event or a condition, or null
 * @param next the step that follows when what it waited for came
 * @param onTimeout the step that follows when {@code atMost} has passed
 */
public record WaitStep(Until until, Span atMost, String next, String onTimeout) implements Step {

    /** Outcome of a wait for something that happened. */
    private static final String HAPPENED = "happened";

    /** Outcome of a wait for something that holds. */
    private static final String HOLDS = "holds";

    private static final String PROPERTIES = "properties";
    private static final String DETAIL = "detail";

    /** How the step is read. */
    static final StepType<WaitStep> TYPE = new StepType<>("wait", WaitStep::read);

    private static WaitStep read(Fields fields) {
        Until until = UntilReader.read(fields);
        if (fields.has("next") && fields.has("then")) {
            fields.error("then", "says the same as next, expected one of them");
        }
        String next = fields.has("then") ? fields.text("then") : fields.text("next");
        Span atMost = fields.span("atMost");
        boolean open = until instanceof Until.Event || until instanceof Until.Holds;
        if (!open && (fields.has("atMost") || fields.has("onTimeout"))) {
            fields.error(
                    fields.has("atMost") ? "atMost" : "onTimeout",
                    "has no meaning here, expected it only with a wait until an event or a condition");
        }
        if (open && fields.has("onTimeout") && !fields.has("atMost")) {
            fields.error("atMost", "is missing, expected a duration after which onTimeout follows");
        }
        return new WaitStep(until, atMost, next, fields.text("onTimeout", next));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        String field = until instanceof Until.Event || until instanceof Until.Holds ? "/then" : "/next";
        return onTimeout.equals(next)
                ? List.of(new Target(field, next))
                : List.of(new Target(field, next), new Target("/onTimeout", onTimeout));
    }

    @Override
    public StepText describe() {
        boolean timeout = atMost != null && !onTimeout.equals(next);
        String does = "Wait " + until.describe() + (atMost == null ? "" : ", " + Words.span(atMost) + " at most");
        return timeout
                ? new StepText(
                        does,
                        List.of(
                                new StepText.Way("in time", next),
                                new StepText.Way("else, after " + Words.span(atMost), onTimeout)))
                : StepText.then(does, next);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public boolean endless() {
        return atMost == null && (until instanceof Until.Event || until instanceof Until.Holds);
    }

    @Override
    public Heed heeds() {
        return switch (until) {
            case Until.Timed _ -> Heed.NOTHING;
            case Until.Event(var trigger) -> Heed.of(trigger);
            case Until.Holds(var condition) -> Heed.of(condition);
        };
    }

    /** A wait goes on at a wait for a thing of the same kind, whatever its key. */
    @Override
    public boolean continues(Step was, boolean sameKey) {
        return was instanceof WaitStep other && until.getClass() == other.until.getClass();
    }

    @Override
    public boolean endsLike(Step was) {
        return was instanceof WaitStep other && until.equals(other.until) && Objects.equals(atMost, other.atMost);
    }

    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public Instant end(Facts facts, Instant since) {
        return until instanceof Until.Timed timed
                ? Objects.requireNonNullElse(timed.due(facts, since), since)
                : timeout(facts, since);
    }

    @Override
    public StepResult run(Moment moment) {
        return switch (until) {
            case Until.Date date -> dated(date, moment);
            case Until.Window window -> windowed(window, moment);
            case Until.Timed timed ->
                stay(word(timed), timed.due(moment.facts(), moment.facts().now()), moment);
            case Until.Event _ ->
                stay(
                        ReasonWord.AWAITS_EVENT,
                        timeout(moment.facts(), moment.facts().now()),
                        moment);
            case Until.Holds holds ->
                holds.condition().test(moment.facts())
                        ? new StepResult.Go(next, ReasonWord.CONDITION, why(holds, moment))
                        : stay(
                                ReasonWord.AWAITS_CONDITION,
                                timeout(moment.facts(), moment.facts().now()),
                                moment);
        };
    }

    private static ReasonWord word(Until.Timed timed) {
        return switch (timed) {
            case Until.Passed _ -> ReasonWord.FOR;
            case Until.Clock _ -> ReasonWord.CLOCK;
            case Until.Window _ -> ReasonWord.WINDOW;
            case Until.Date _ -> ReasonWord.DATE;
        };
    }

    private StepResult dated(Until.Date date, Moment moment) {
        Instant due = date.due(moment.facts(), moment.facts().now());
        if (due == null) {
            return noDate(date);
        }
        return due.isAfter(moment.facts().now())
                ? stay(word(date), due, moment)
                : new StepResult.Go(next, ReasonWord.DATE_PASSED, Map.of("due", due.toString()));
    }

    private StepResult noDate(Until.Date date) {
        return new StepResult.Go(
                next,
                ReasonWord.NO_DATE,
                Map.of(date.source().wire(), date.path().toString()));
    }

    private StepResult windowed(Until.Window window, Moment moment) {
        Instant due = window.due(moment.facts(), moment.facts().now());
        return due.isAfter(moment.facts().now())
                ? stay(word(window), due, moment)
                : new StepResult.Go(next, ReasonWord.WINDOW_OPEN);
    }

    /** What the wait is for, until when, and by whose clock. */
    private StepResult stay(ReasonWord reason, Instant due, Moment moment) {
        Map<String, Object> detail = new LinkedHashMap<>();
        if (until instanceof Until.Passed(Span span)) {
            detail.put("span", span.toString());
        }
        if (until instanceof Until.Holds holds) {
            detail.putAll(why(holds, moment));
        }
        if (due != null) {
            detail.put("due", due.toString());
            detail.put("zone", moment.facts().zone().getId());
        }
        return new StepResult.Stay(due, reason, detail);
    }

    private Instant timeout(Facts facts, Instant since) {
        return atMost == null ? null : atMost.after(since, facts.zone());
    }

    /**
     * When a wait ends by what is known now: {@code P1D} and {@code atMost} count from when it began, on the clock of the zone that the
     * profile is in now; a time of day is the first one there since it began; a date is looked up again.
     */
    @Override
    public Instant due(Facts facts, Instant since, Instant due) {
        return until instanceof Until.Timed timed ? timed.due(facts, since) : timeout(facts, since);
    }

    private static Map<String, Object> why(Until.Holds holds, Moment moment) {
        return Map.of("until", holds.condition().explain(moment.facts()).toMap());
    }

    @Override
    public StepResult onDue(Moment moment) {
        return switch (until) {
            case Until.Date date when date.due(moment.facts(), moment.facts().now()) == null -> noDate(date);
            case Until.Timed _ -> new StepResult.Go(next, ReasonWord.DUE);
            case Until.Event _ -> new StepResult.Go(onTimeout, ReasonWord.TIMEOUT, Map.of("atMost", atMost.toString()));
            // Time alone may have made it true, as of a date that is two days ago by now.
            case Until.Holds holds
            when holds.condition().test(moment.facts()) ->
                new StepResult.Go(next, ReasonWord.CONDITION, why(holds, moment));
            case Until.Holds holds -> {
                Map<String, Object> detail = new LinkedHashMap<>(why(holds, moment));
                detail.put("atMost", atMost.toString());
                yield new StepResult.Go(onTimeout, ReasonWord.TIMEOUT, detail);
            }
        };
    }

    @Override
    public Optional<StepResult> onActivity(Moment moment, Activity activity) {
        return hears(moment, activity).flatMap(answer -> onAnswer(moment, answer));
    }

    @Override
    public Optional<Answer> hears(Moment moment, Activity activity) {
        return switch (until) {
            case Until.Timed _ -> Optional.empty();
            case Until.Event(var trigger)
            when trigger.matches(activity, moment.facts().zone()) ->
                Optional.of(new Answer(
                        HAPPENED,
                        Map.of(
                                PROPERTIES,
                                EventFacts.properties(activity),
                                DETAIL,
                                trigger.detail(activity, moment.facts().zone()))));
            case Until.Event _ -> Optional.empty();
            case Until.Holds holds
            when holds.condition().test(moment.facts()) ->
                Optional.of(new Answer(HOLDS, Map.of(DETAIL, why(holds, moment))));
            case Until.Holds _ -> Optional.empty();
        };
    }

    @Override
    public boolean knows(Answer answer) {
        return answer.outcome().equals(HAPPENED) || answer.outcome().equals(HOLDS);
    }

    @Override
    public Optional<StepResult> onAnswer(Moment moment, Answer answer) {
        Map<String, Object> detail = object(answer, DETAIL);
        return switch (answer.outcome()) {
            case HAPPENED -> {
                moment.event(object(answer, PROPERTIES));
                yield Optional.of(new StepResult.Go(next, ReasonWord.EVENT_CAME, detail));
            }
            case HOLDS -> Optional.of(new StepResult.Go(next, ReasonWord.CONDITION, detail));
            default -> Optional.empty();
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Answer answer, String name) {
        return (Map<String, Object>) answer.values().get(name);
    }
}
