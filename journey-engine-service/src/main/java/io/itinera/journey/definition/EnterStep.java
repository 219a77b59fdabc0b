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
 * Lets the profile enter other journeys, whatever their entries listen for; their audience, re-entry, rollout and group rules apply. The
 * other instances begin at the same moment, once what brought this one here has been applied to every journey. They do not end when this
 * one does.
 *
 * @param journeys keys of the other journeys, at least one
 * @param properties what the other journeys see as their entry event's; those of this journey's entry event where they are left out
 * @param context what the other instances begin with as their context
 * @param await whose end it waits for; {@code context.<step>} then has the {@code reason}
 * @param atMost how long to wait for that, or null
 * @param next the step that follows
 * @param ways where else it leads, for a step that awaits
 */
public record EnterStep(
        List<String> journeys,
        Value.Members properties,
        Value.Members context,
        Await await,
        Span atMost,
        String next,
        Ways ways)
        implements Step {

    /** How the step is read. */
    static final StepType<EnterStep> TYPE = new StepType<>("enter", EnterStep::read);

    /** Outcome of an awaited instance that has ended. */
    public static final String ENDED = "ended";

    /** Outcome of an awaited entry that the other journey refused. */
    public static final String REFUSED = "refused";

    /** Of several journeys that are awaited: those that have not answered yet, and what became of the others. */
    private static final String OPEN = "open";

    private static final String ANSWERS = "journeys";

    private static final String OUTCOME = "outcome";
    private static final String JOURNEY = "journey";

    /** Whose end a step waits for. */
    public enum Await {
        /** Nobody's. */
        NONE,
        /** That of all. */
        ALL,
        /** That of the first to end. */
        ANY
    }

    /**
     * Where it leads beside {@code next}.
     *
     * @param onTimeout when {@code atMost} has passed
     * @param refused at once, when no other journey lets the profile in
     */
    public record Ways(String onTimeout, String refused) {}

    private static EnterStep read(Fields fields) {
        List<String> journeys = fields.texts(JOURNEY);
        if (journeys.isEmpty()) {
            fields.error(JOURNEY, "is missing");
        } else if (journeys.stream().distinct().count() < journeys.size()) {
            fields.error(JOURNEY, "names a journey a second time, expected each once");
        }
        Await await = await(fields, journeys.size());
        if (await == Await.NONE) {
            for (String field : List.of("atMost", "onTimeout", "refused")) {
                if (fields.has(field)) {
                    fields.error(field, "has no meaning here, expected it only with await");
                }
            }
        }
        if (fields.has("onTimeout") && !fields.has("atMost")) {
            fields.error("atMost", "is missing, expected a duration after which onTimeout follows");
        }
        String next = fields.text("next");
        return new EnterStep(
                journeys,
                fields.has("properties") ? Value.members(fields, "properties") : null,
                Value.members(fields, "context"),
                await,
                fields.span("atMost"),
                next,
                new Ways(fields.text("onTimeout", next), fields.text("refused", next)));
    }

    private static Await await(Fields fields, int journeys) {
        return switch (fields.value("await")) {
            case null -> Await.NONE;
            case Boolean flag when !flag -> Await.NONE;
            case Boolean _ when journeys < 2 -> Await.ALL;
            case String word when word.equals("all") -> Await.ALL;
            case String word when word.equals("any") -> Await.ANY;
            default -> {
                fields.error("await", "is " + fields.value("await") + ", expected all or any where there are several");
                yield Await.NONE;
            }
        };
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>(List.of(new Target("/next", next)));
        if (!ways.onTimeout().equals(next)) {
            targets.add(new Target("/onTimeout", ways.onTimeout()));
        }
        if (!ways.refused().equals(next)) {
            targets.add(new Target("/refused", ways.refused()));
        }
        return targets;
    }

    @Override
    public StepText describe() {
        String does = "Let the profile enter " + (several() ? "journeys " : "journey ") + Words.list(journeys, "and")
                + (properties == null ? "" : " with " + properties.describe())
                + (context.members().isEmpty()
                        ? ""
                        : ", and hand " + (several() ? "them " : "it ") + context.describe());
        if (!waits()) {
            return StepText.then(does, next);
        }
        List<StepText.Way> to = new ArrayList<>(List.of(new StepText.Way("when " + whose() + " ended", next)));
        if (!ways.onTimeout().equals(next)) {
            to.add(new StepText.Way("else, after " + Words.span(atMost), ways.onTimeout()));
        }
        if (!ways.refused().equals(next)) {
            to.add(new StepText.Way(several() ? "if all refuse the entry" : "if it refuses the entry", ways.refused()));
        }
        String whom = !several() ? "it" : await == Await.ALL ? "all of them" : "the first of them";
        return new StepText(
                does + ", and wait for " + whom + " to end"
                        + (atMost == null ? "" : ", " + Words.span(atMost) + " at most"),
                to);
    }

    private String whose() {
        return !several() ? "it has" : await == Await.ALL ? "all have" : "one has";
    }

    private boolean several() {
        return journeys.size() > 1;
    }

    /** The other journey may end at once: a way back through this step can be a loop, which stops at run time. */
    @Override
    public boolean waits() {
        return await != Await.NONE;
    }

    @Override
    public boolean endless() {
        return waits() && atMost == null;
    }

    @Override
    public boolean actsOnProfile() {
        return true;
    }

    @Override
    public Optional<String> without() {
        return waits() ? Optional.empty() : Optional.of(next);
    }

    @Override
    public Heed heeds() {
        return Heed.NOTHING;
    }

    @Override
    public StepResult run(Moment moment) {
        Map<String, Object> handed = properties == null ? null : properties.of(moment.facts());
        Map<String, Object> with = context.of(moment.facts());
        journeys.forEach(journey -> moment.want(new Wish.Entry(journey, handed, with, waits())));
        Map<String, Object> detail = new LinkedHashMap<>();
        if (!waits()) {
            detail.put(several() ? ANSWERS : JOURNEY, several() ? journeys : journeys.getFirst());
            return new StepResult.Go(next, ReasonWord.LET_ENTER, detail);
        }
        if (several()) {
            moment.remember(Map.of(OUTCOME, OPEN, OPEN, journeys, ANSWERS, Map.of()));
        } else if (moment.remembered().containsKey(OPEN)) {
            // It awaited several when the instance was here before, in another version.
            moment.remember(Map.of());
        }
        detail.put(
                several() ? await == Await.ALL ? "allOf" : "firstOf" : JOURNEY,
                several() ? journeys : journeys.getFirst());
        Instant due = atMost == null
                ? null
                : atMost.after(moment.facts().now(), moment.facts().zone());
        if (due != null) {
            detail.put("due", due.toString());
        }
        return new StepResult.Stay(due, ReasonWord.AWAITS_JOURNEY, detail);
    }

    @Override
    public StepResult onDue(Moment moment) {
        // A version that the instance was led to may have no such limit any more.
        Map<String, Object> detail = atMost == null ? Map.of() : Map.of("atMost", atMost.toString());
        return new StepResult.Go(ways.onTimeout(), ReasonWord.TIMEOUT, detail);
    }

    @Override
    public boolean knows(Answer answer) {
        return answer.outcome().equals(ENDED) || answer.outcome().equals(REFUSED);
    }

    /**
     * Where several are awaited, each answer is noted; the last one, or the first end of any, ends the stay. Which were asked is
     * remembered, so that a version with others that takes over awaits those.
     */
    @Override
    public Optional<Answer> collects(Moment moment, Answer answer) {
        Map<String, Object> state = moment.remembered();
        if (!(state.get(OPEN) instanceof List<?> open)) {
            return Optional.of(answer);
        }
        String from = String.valueOf(answer.values().get(JOURNEY));
        List<?> rest = open.stream().filter(journey -> !journey.equals(from)).toList();
        Map<String, Object> answers = new LinkedHashMap<>();
        if (state.get(ANSWERS) instanceof Map<?, ?> before) {
            before.forEach((journey, how) -> answers.put(String.valueOf(journey), how));
        }
        answers.put(from, answer.values());
        state.put(OPEN, rest);
        state.put(ANSWERS, answers);
        boolean over = rest.isEmpty() || await == Await.ANY && answer.outcome().equals(ENDED);
        if (!over) {
            moment.remember(state);
            return Optional.empty();
        }
        boolean entered = answers.values().stream()
                .anyMatch(how -> how instanceof Map<?, ?> values && ENDED.equals(values.get(OUTCOME)));
        state.putAll(answer.values());
        state.put(OUTCOME, entered ? ENDED : REFUSED);
        return Optional.of(new Answer(entered ? ENDED : REFUSED, state));
    }

    @Override
    public Optional<StepResult> onAnswer(Moment moment, Answer answer) {
        moment.remember(answer.values());
        return switch (answer.outcome()) {
            case ENDED -> Optional.of(new StepResult.Go(next, ReasonWord.JOURNEY_ENDED, detail(answer)));
            case REFUSED -> Optional.of(new StepResult.Go(ways.refused(), ReasonWord.ENTRY_REFUSED, answer.values()));
            default -> Optional.empty();
        };
    }

    private Map<String, Object> detail(Answer answer) {
        Map<String, Object> detail = new LinkedHashMap<>(answer.values());
        if (detail.get(ANSWERS) instanceof Map<?, ?> answers) {
            detail.put(await == Await.ALL ? "lastOf" : "firstOf", List.copyOf(answers.keySet()));
        }
        return detail;
    }
}
