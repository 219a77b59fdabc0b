package io.itinera.journey.definition;

import io.itinera.conditions.Source;
import io.itinera.conditions.Span;
import io.itinera.contracts.Activity;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands still until a time comes, something happens or something holds.
 *
 * @param until what it waits for
 * @param atMost how long it waits for an event or a condition, or null
 * @param next the step that follows when what it waited for came
 * @param onTimeout the step that follows when {@code atMost} has passed
 */
public record WaitStep(Until until, Span atMost, String next, String onTimeout) implements Step {

    /** How the step is read. */
    static final StepType<WaitStep> TYPE = new StepType<>("wait", WaitStep::read);

    private static WaitStep read(Fields fields) {
        Until until = until(fields);
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

    private static Until until(Fields fields) {
        if (fields.has("for") == fields.has("until")) {
            fields.error(
                    "", "has " + (fields.has("for") ? "both" : "neither") + " for and until, expected one of them");
            return null;
        }
        if (fields.has("for")) {
            return new Until.Passed(fields.span("for"));
        }
        Fields until = fields.object("until");
        if (until.has("timeOfDay") && !until.has("date") || until.has("dayOfWeek")) {
            return new Until.Clock(days(until), time(until, LocalTime.MIDNIGHT));
        }
        if (until.has("date")) {
            return date(until);
        }
        boolean change = until.has("is") && until.has("segment");
        if (change || until.has("type") || until.has("event") && !until.has("count") && !until.has("within")) {
            return new Until.Event(JourneyReader.trigger(until));
        }
        return new Until.Holds(until.asCondition(Reading.Place.INSTANCE));
    }

    private static Until date(Fields until) {
        Fields date = until.object("date");
        if (date.has("trait") == date.has("property")) {
            date.error("", "names no date, expected a trait or a property");
        }
        Source source = date.has("trait") ? Source.TRAIT : Source.PROPERTY;
        return new Until.Date(source, date.path(source.wire()), until.anySpan("offset"), time(until, null));
    }

    private static LocalTime time(Fields until, LocalTime otherwise) {
        String text = until.text("timeOfDay", null);
        try {
            return text == null ? otherwise : LocalTime.parse(text);
        } catch (DateTimeException e) {
            until.error("timeOfDay", "is '" + text + "', expected a time such as 09:00");
            return otherwise;
        }
    }

    private static Set<DayOfWeek> days(Fields until) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : until.texts("dayOfWeek")) {
            try {
                days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                until.error("dayOfWeek", "is '" + day + "', expected monday, tuesday, … sunday");
            }
        }
        return days;
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
    public boolean waits() {
        return true;
    }

    @Override
    public boolean endless() {
        return atMost == null && (until instanceof Until.Event || until instanceof Until.Holds);
    }

    @Override
    public StepResult run(Moment moment) {
        return switch (until) {
            case Until.Passed passed -> stay("for", passed.due(moment.facts()));
            case Until.Clock clock -> stay("clock", clock.due(moment.facts()));
            case Until.Date date -> dated(date, moment);
            case Until.Event _ -> stay("event", timeout(moment));
            case Until.Holds holds ->
                holds.condition().test(moment.facts())
                        ? new StepResult.Go(next, "condition", why(holds, moment))
                        : stay("condition", timeout(moment));
        };
    }

    private StepResult dated(Until.Date date, Moment moment) {
        Instant due = date.due(moment.facts());
        if (due == null) {
            return new StepResult.Go(
                    next, "no-date", Map.of(date.source().wire(), date.path().toString()));
        }
        return due.isAfter(moment.facts().now())
                ? stay("date", due)
                : new StepResult.Go(next, "date-passed", Map.of("due", due.toString()));
    }

    private static StepResult stay(String reason, Instant due) {
        return new StepResult.Stay(due, reason, due == null ? Map.of() : Map.of("due", due.toString()));
    }

    private Instant timeout(Moment moment) {
        return atMost == null
                ? null
                : atMost.after(moment.facts().now(), moment.facts().zone());
    }

    private static Map<String, Object> why(Until.Holds holds, Moment moment) {
        return Map.of("until", holds.condition().explain(moment.facts()).toMap());
    }

    @Override
    public StepResult onDue(Moment moment) {
        return switch (until) {
            case Until.Passed _, Until.Clock _, Until.Date _ -> new StepResult.Go(next, "due");
            case Until.Event _ -> new StepResult.Go(onTimeout, "timeout", Map.of("atMost", atMost.toString()));
            case Until.Holds holds -> {
                Map<String, Object> detail = new LinkedHashMap<>(why(holds, moment));
                detail.put("atMost", atMost.toString());
                yield new StepResult.Go(onTimeout, "timeout", detail);
            }
        };
    }

    @Override
    public Optional<StepResult> onActivity(Moment moment, Activity activity) {
        return switch (until) {
            case Until.Passed _, Until.Clock _, Until.Date _ -> Optional.empty();
            case Until.Event event
            when event.trigger().matches(activity, moment.facts().zone()) -> {
                moment.event(EventFacts.properties(activity));
                yield Optional.of(new StepResult.Go(
                        next,
                        "event",
                        event.trigger().detail(activity, moment.facts().zone())));
            }
            case Until.Event _ -> Optional.empty();
            case Until.Holds holds
            when holds.condition().test(moment.facts()) ->
                Optional.of(new StepResult.Go(next, "condition", why(holds, moment)));
            case Until.Holds _ -> Optional.empty();
        };
    }
}
