package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gives work to a person and waits for its outcome, which decides the way and is in the context under the key of the step. A task that
 * is overdue goes to whom it escalates to, and stays open; a task whose instance goes on or ends without an outcome is withdrawn.
 *
 * @param text what is to be done
 * @param assignee who gets it
 * @param traits names of the traits that the person needs to see
 * @param outcomes what it can be closed with
 * @param times when it is overdue, and when the instance goes on without an outcome
 */
public record TaskStep(Text text, Assignee assignee, List<String> traits, List<Outcome> outcomes, Times times)
        implements Step {

    /** How the step is read. */
    static final StepType<TaskStep> TYPE = new StepType<>("task", TaskStep::read);

    private static final String OPEN = "open";
    private static final String OVERDUE = "overdue";

    /**
     * What is to be done.
     *
     * @param title one line
     * @param description more, or null
     */
    public record Text(String title, String description) {}

    /** A word that a task can be closed with, and where it leads. */
    public record Outcome(String key, String next) {}

    /**
     * Limits of time.
     *
     * @param due after which the task is overdue, or null
     * @param escalateTo who gets it then, or null for who has it already
     * @param atMost after which the instance goes on without an outcome, or null
     * @param onTimeout the step that follows then; null where {@code atMost} is
     */
    public record Times(Span due, String escalateTo, Span atMost, String onTimeout) {}

    private static TaskStep read(Fields fields) {
        List<Outcome> outcomes = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Fields outcome : fields.objects("outcomes")) {
            String key = outcome.text("key");
            if (!keys.add(key)) {
                outcome.error("key", "is '" + key + "' a second time, expected a name of its own");
            }
            outcomes.add(new Outcome(key, outcome.text("next")));
        }
        if (outcomes.isEmpty()) {
            fields.error("outcomes", "is empty, expected at least one outcome");
        }
        if (fields.has("atMost") != fields.has("onTimeout")) {
            String missing = fields.has("atMost") ? "onTimeout" : "atMost";
            fields.error(missing, "is missing, expected both atMost and onTimeout or neither");
        }
        if (fields.has("escalateTo") && !fields.has("due")) {
            fields.error("due", "is missing, expected a duration after which the task goes to escalateTo");
        }
        return new TaskStep(
                new Text(fields.text("title"), fields.text("description", null)),
                Assignee.read(fields),
                fields.texts("traits"),
                outcomes,
                new Times(
                        fields.span("due"),
                        fields.text("escalateTo", null),
                        fields.span("atMost"),
                        fields.text("onTimeout", null)));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        List<Target> targets = Target.each("outcomes", outcomes, Outcome::next);
        if (times.onTimeout() != null) {
            targets.add(new Target("/onTimeout", times.onTimeout()));
        }
        return targets;
    }

    @Override
    public StepText describe() {
        List<StepText.Way> ways = new ArrayList<>();
        outcomes.forEach(o -> ways.add(new StepText.Way("with the outcome " + Words.quoted(o.key()), o.next())));
        if (times.onTimeout() != null) {
            ways.add(new StepText.Way("else, after " + Words.span(times.atMost()), times.onTimeout()));
        }
        String due = times.due() == null ? "" : ", due within " + Words.span(times.due());
        String escalation = times.escalateTo() == null ? "" : ", else it goes to " + times.escalateTo();
        return new StepText(
                "Give the task " + Words.quoted(text.title()) + assignee.describe() + due + escalation
                        + ", and wait for its outcome",
                ways);
    }

    @Override
    public boolean waits() {
        return true;
    }

    @Override
    public boolean endless() {
        return times.atMost() == null;
    }

    /** A task has several ways: an order must name one. */
    @Override
    public Optional<String> skipsTo() {
        return Optional.empty();
    }

    @Override
    public Heed heeds() {
        return Heed.NOTHING;
    }

    @Override
    public StepResult run(Moment moment) {
        Facts facts = moment.facts();
        Instant due = after(times.due(), facts);
        Instant until = after(times.atMost(), facts);
        Assignee.Assigned assigned = assignee.of(facts);
        Map<String, Object> seen = new LinkedHashMap<>();
        for (String trait : traits) {
            Object value = Path.plain(facts.value(Source.TRAIT, Path.parse(trait)));
            if (value != null) {
                seen.put(trait, value);
            }
        }
        List<String> words = outcomes.stream().map(Outcome::key).toList();
        String id = moment.want(new Wish.OpenTask(text, words, seen, assigned.people(), assigned.turn(), due));
        Map<String, Object> state = new LinkedHashMap<>(Map.of("outcome", OPEN, "task", id));
        if (until != null) {
            state.put("until", until.toString());
        }
        moment.remember(state);
        Map<String, Object> detail = new LinkedHashMap<>(Map.of("task", id, "title", text.title()));
        detail.putAll(assigned.detail());
        Instant first = due == null || until != null && until.isBefore(due) ? until : due;
        if (first != null) {
            detail.put("due", first.toString());
        }
        return new StepResult.Stay(first, ReasonWord.AWAITS_PERSON, detail);
    }

    private static Instant after(Span span, Facts facts) {
        return span == null ? null : span.after(facts.now(), facts.zone());
    }

    @Override
    public StepResult onDue(Moment moment) {
        Map<String, Object> state = new LinkedHashMap<>(moment.remembered());
        // A version that the instance was led to may have no such limit any more.
        boolean limited = times.atMost() != null && state.get("until") instanceof String;
        Instant until = limited ? Instant.parse((String) state.get("until")) : null;
        if (until != null && !until.isAfter(moment.facts().now())) {
            return new StepResult.Go(
                    times.onTimeout(),
                    ReasonWord.TIMEOUT,
                    Map.of("atMost", times.atMost().toString()));
        }
        moment.want(new Wish.TaskOverdue(times.escalateTo() == null ? List.of() : List.of(times.escalateTo())));
        state.put("outcome", OVERDUE);
        moment.remember(state);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("task", state.get("task"));
        if (times.escalateTo() != null) {
            detail.put("escalateTo", times.escalateTo());
        }
        if (until != null) {
            detail.put("due", until.toString());
        }
        return new StepResult.Stay(until, ReasonWord.TASK_OVERDUE, detail);
    }

    @Override
    public boolean knows(Answer answer) {
        return outcomes.stream().anyMatch(outcome -> outcome.key().equals(answer.outcome()));
    }

    @Override
    public Optional<StepResult> onAnswer(Moment moment, Answer answer) {
        for (Outcome outcome : outcomes) {
            if (outcome.key().equals(answer.outcome())) {
                Map<String, Object> values = new LinkedHashMap<>(answer.values());
                values.put("outcome", answer.outcome());
                moment.remember(values);
                Object by = answer.values().get("by");
                return Optional.of(new StepResult.Go(
                        outcome.next(),
                        ReasonWord.OUTCOME.of(outcome.key()),
                        by == null ? Map.of() : Map.of("by", by)));
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean withdraws() {
        return true;
    }

    @Override
    public void onLeave(Moment moment, Answer answer) {
        moment.want(new Wish.CloseTask(answer == null ? null : answer.outcome()));
    }
}
