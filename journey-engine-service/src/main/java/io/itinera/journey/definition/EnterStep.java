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
 * Lets the profile enter another journey, whatever that journey's entry listens for; its audience, re-entry, rollout and group rules
 * apply. The other instance begins at the same moment, once what brought this one here has been applied to every journey. It does not
 * end when this one does.
 *
 * @param journey key of the other journey
 * @param properties what the other journey sees as its entry event's; those of this journey's entry event where they are left out
 * @param context what the other instance begins with as its context
 * @param await true to go on when the other instance has ended; {@code context.<step>} then has its {@code reason}
 * @param atMost how long to wait for that, or null
 * @param next the step that follows
 * @param ways where else it leads, for a step that awaits
 */
public record EnterStep(
        String journey,
        Value.Members properties,
        Value.Members context,
        boolean await,
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

    /**
     * Where it leads beside {@code next}.
     *
     * @param onTimeout when {@code atMost} has passed
     * @param refused at once, when the other journey refuses the entry
     */
    public record Ways(String onTimeout, String refused) {}

    private static EnterStep read(Fields fields) {
        boolean await = fields.flag("await", false);
        if (!await) {
            for (String field : List.of("atMost", "onTimeout", "refused")) {
                if (fields.has(field)) {
                    fields.error(field, "has no meaning here, expected it only with await: true");
                }
            }
        }
        if (fields.has("onTimeout") && !fields.has("atMost")) {
            fields.error("atMost", "is missing, expected a duration after which onTimeout follows");
        }
        String next = fields.text("next");
        return new EnterStep(
                fields.text("journey"),
                fields.has("properties") ? Value.members(fields, "properties") : null,
                Value.members(fields, "context"),
                await,
                fields.span("atMost"),
                next,
                new Ways(fields.text("onTimeout", next), fields.text("refused", next)));
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
        String does = "Let the profile enter journey " + journey
                + (properties == null ? "" : " with " + properties.describe())
                + (context.members().isEmpty() ? "" : ", and hand it " + context.describe());
        if (!await) {
            return StepText.then(does, next);
        }
        List<StepText.Way> to = new ArrayList<>(List.of(new StepText.Way("when it has ended", next)));
        if (!ways.onTimeout().equals(next)) {
            to.add(new StepText.Way("else, after " + Words.span(atMost), ways.onTimeout()));
        }
        if (!ways.refused().equals(next)) {
            to.add(new StepText.Way("if it refuses the entry", ways.refused()));
        }
        return new StepText(
                does + ", and wait for it to end" + (atMost == null ? "" : ", " + Words.span(atMost) + " at most"), to);
    }

    /** The other journey may end at once: a way back through this step can be a loop, which stops at run time. */
    @Override
    public boolean waits() {
        return await;
    }

    @Override
    public boolean endless() {
        return await && atMost == null;
    }

    @Override
    public boolean actsOnProfile() {
        return true;
    }

    @Override
    public Optional<String> without() {
        return await ? Optional.empty() : Optional.of(next);
    }

    @Override
    public Heed heeds() {
        return Heed.NOTHING;
    }

    @Override
    public StepResult run(Moment moment) {
        Map<String, Object> handed = properties == null ? null : properties.of(moment.facts());
        moment.want(new Wish.Entry(journey, handed, context.of(moment.facts()), await));
        if (!await) {
            return new StepResult.Go(next, ReasonWord.LET_ENTER, Map.of("journey", journey));
        }
        Instant due = atMost == null
                ? null
                : atMost.after(moment.facts().now(), moment.facts().zone());
        Map<String, Object> detail = new LinkedHashMap<>(Map.of("journey", journey));
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

    @Override
    public Optional<StepResult> onAnswer(Moment moment, Answer answer) {
        moment.remember(answer.values());
        return switch (answer.outcome()) {
            case ENDED -> Optional.of(new StepResult.Go(next, ReasonWord.JOURNEY_ENDED, answer.values()));
            case REFUSED -> Optional.of(new StepResult.Go(ways.refused(), ReasonWord.ENTRY_REFUSED, answer.values()));
            default -> Optional.empty();
        };
    }
}
