package io.itinera.journey.describe;

import io.itinera.conditions.Words;
import io.itinera.journey.definition.Entry;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.Sentence;
import io.itinera.journey.definition.StepText;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A journey in plain English. The same definition has the same description.
 *
 * @param title name and key
 * @param about what its author says of it
 * @param chapters who enters, the steps, what leads elsewhere, what ends it, what it is for
 */
public record JourneyDescription(String title, List<String> about, List<Chapter> chapters) {

    /**
     * A part of the description.
     *
     * @param title heading
     * @param numbered true where the items are steps
     * @param items what it says
     */
    public record Chapter(String title, boolean numbered, List<Item> items) {}

    /**
     * One statement.
     *
     * @param name what it is about, such as the key of a step; empty where it is about the journey
     * @param text the statement
     * @param ways further statements that belong to it
     */
    public record Item(String name, String text, List<String> ways) {
        private static Item of(String text) {
            return new Item("", text, List.of());
        }

        private static Item of(String name, String text) {
            return new Item(name, text, List.of());
        }
    }

    /** The description of a definition. */
    public static JourneyDescription of(JourneyDefinition journey) {
        List<Chapter> chapters = new ArrayList<>();
        chapters.add(new Chapter("Who enters", false, entry(journey.entry())));
        chapters.add(new Chapter("What happens", true, steps(journey)));
        if (!journey.reroutes().isEmpty()) {
            chapters.add(new Chapter(
                    "What leads elsewhere",
                    false,
                    journey.reroutes().stream().map(JourneyDescription::reroute).toList()));
        }
        chapters.add(new Chapter("What ends it", false, ends(journey)));
        if (!journey.goals().isEmpty()) {
            chapters.add(new Chapter(
                    "What it is for",
                    false,
                    journey.goals().stream().map(JourneyDescription::goal).toList()));
        }
        chapters.add(new Chapter("Rules", false, rules(journey)));
        return new JourneyDescription(
                journey.about().name().equals(journey.key())
                        ? journey.key()
                        : journey.about().name() + " (" + journey.key() + ")",
                about(journey.about()),
                chapters);
    }

    private static List<String> about(JourneyDefinition.About about) {
        List<String> lines = new ArrayList<>();
        if (about.description() != null) {
            lines.add(about.description());
        }
        if (about.owner() != null) {
            lines.add("Owner: " + about.owner());
        }
        if (!about.links().isEmpty()) {
            lines.add("See " + Words.list(about.links(), "and"));
        }
        return lines;
    }

    private static List<Item> entry(Entry entry) {
        List<Item> items = new ArrayList<>();
        items.add(Item.of("A profile enters when " + entry.on().describe() + "."));
        if (entry.audience() != null) {
            items.add(Item.of("It enters only if " + entry.audience().describe() + "."));
        }
        if (entry.maxAge() != null) {
            items.add(Item.of(
                    "What happened more than " + Words.span(entry.maxAge()) + " before it came in is no entry."));
        }
        items.add(Item.of(reentry(entry.reentry())));
        if (entry.rollout().percent() < 100) {
            items.add(Item.of(rollout(entry.rollout())));
        }
        return items;
    }

    private static String reentry(Entry.Reentry reentry) {
        return switch (reentry) {
            case Entry.Reentry.Once _ -> "A profile enters once only.";
            case Entry.Reentry.AfterExit(var cooldown)
            when cooldown == null -> "A profile enters again when it has left.";
            case Entry.Reentry.AfterExit(var cooldown) ->
                "A profile enters again when it has left, not earlier than " + Words.span(cooldown)
                        + " after its last entry.";
            case Entry.Reentry.EveryTime(var key) when key == null -> "A profile enters every time.";
            case Entry.Reentry.EveryTime(var key) ->
                "A profile enters every time, once at a time for each value of property " + key + ".";
        };
    }

    private static String rollout(Entry.Rollout rollout) {
        return number(rollout.percent())
                + " % of the profiles may enter, always the same ones"
                + (rollout.always().isEmpty()
                        ? "."
                        : "; whoever is in segment " + Words.list(rollout.always(), "or") + " may enter in any case.");
    }

    private static List<Item> steps(JourneyDefinition journey) {
        List<Item> items = new ArrayList<>();
        journey.steps().forEach((key, step) -> {
            String first = key.equals(journey.start()) ? "The journey starts here. " : "";
            items.add(step(key, first, step.describe()));
        });
        return items;
    }

    private static Item step(String key, String first, StepText text) {
        if (text.ways().isEmpty()) {
            return Item.of(key, first + text.does() + ".");
        }
        if (text.ways().size() == 1 && text.ways().getFirst().when().isEmpty()) {
            return Item.of(
                    key,
                    first + text.does() + ". Go on to " + text.ways().getFirst().step() + ".");
        }
        return new Item(
                key,
                first + text.does() + ".",
                text.ways().stream().map(JourneyDescription::way).toList());
    }

    private static String way(StepText.Way way) {
        String when = way.when().isEmpty() ? "then" : way.when();
        return when + ": go on to " + way.step();
    }

    private static Item reroute(JourneyDefinition.Reroute reroute) {
        return Item.of(
                reroute.key(),
                "When %s while the profile waits%s, go on to %s instead."
                        .formatted(
                                reroute.on().describe(),
                                reroute.from().isEmpty() ? "" : " at " + Words.list(reroute.from(), "or"),
                                reroute.next()));
    }

    private static List<Item> ends(JourneyDefinition journey) {
        List<Item> items = new ArrayList<>();
        for (JourneyDefinition.Exit exit : journey.exits()) {
            items.add(Item.of(
                    exit.key(),
                    exit.on() == null
                            ? "As soon as " + exit.when().describe() + ", whatever the step."
                            : "When " + exit.on().describe() + ", whatever the step."));
        }
        if (journey.limits().maxVisits() != null) {
            items.add(Item.of("It ends when it would come to the same step more often than "
                    + times(journey.limits().maxVisits()) + "."));
        }
        items.add(Item.of(
                journey.maxDuration() == null
                        ? "Nothing ends it by time alone."
                        : "It ends after " + Words.span(journey.maxDuration()) + " at the latest."));
        return items;
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private static Item goal(JourneyDefinition.Goal goal) {
        StringBuilder text = new StringBuilder(goal.primary() ? "The main goal: " : "")
                .append(goal.on().describe())
                .append(
                        goal.within() == null
                                ? " while the profile is in the journey"
                                : " within " + Words.span(goal.within()) + " of the entry");
        if (goal.value() != null) {
            text.append("; it is worth property ").append(goal.value());
        }
        if (goal.currency() != null) {
            text.append(", in the currency of property ").append(goal.currency());
        }
        return Item.of(goal.key(), capital(text.append('.').toString()));
    }

    private static List<Item> rules(JourneyDefinition journey) {
        List<Item> items = new ArrayList<>();
        JourneyDefinition.Rank rank = journey.rank();
        items.add(Item.of("Its priority is " + rank.priority()
                + (rank.until() == null
                        ? "."
                        : ", and 0 from " + Sentence.time(rank.until(), ZoneOffset.UTC) + " on.")));
        if (rank.group() != null) {
            items.add(Item.of("A profile is in one journey of group " + rank.group() + " at a time; "
                    + (rank.preempts()
                            ? "an entry ends one of a lower priority, and is refused otherwise."
                            : "while it is in another one, an entry is refused.")));
        }
        items.add(Item.of("Times are local to the profile (trait timezone), else in "
                + (journey.zone() == null || journey.zone().equals(ZoneOffset.UTC)
                        ? "UTC"
                        : journey.zone().getId())
                + "."));
        return items;
    }

    private static String number(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    private static String capital(String text) {
        return text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                + text.substring(text.offsetByCodePoints(0, 1));
    }

    /** As plain text. */
    public String text() {
        StringBuilder text = new StringBuilder(title).append('\n');
        if (!about.isEmpty()) {
            text.append('\n');
            about.forEach(line -> text.append(line).append('\n'));
        }
        for (Chapter chapter : chapters) {
            text.append('\n').append(chapter.title()).append('\n');
            for (Item item : chapter.items()) {
                text.append("  ").append(item.name().isEmpty() ? "" : item.name() + ": ");
                text.append(item.text()).append('\n');
                item.ways().forEach(way -> text.append("    - ").append(way).append('\n'));
            }
        }
        return text.toString();
    }

    /** As Markdown (CommonMark). */
    public String markdown() {
        StringBuilder text = new StringBuilder("# ").append(escape(title)).append('\n');
        about.forEach(line -> text.append('\n').append(escape(line)).append('\n'));
        for (Chapter chapter : chapters) {
            text.append("\n## ").append(chapter.title()).append("\n\n");
            int number = 0;
            for (Item item : chapter.items()) {
                String mark = chapter.numbered() ? ++number + ". " : "- ";
                text.append(mark).append(item.name().isEmpty() ? "" : "**" + escape(item.name()) + "**: ");
                text.append(escape(item.text())).append('\n');
                String indent = " ".repeat(mark.length());
                item.ways().forEach(way -> text.append(indent)
                        .append("- ")
                        .append(escape(way))
                        .append('\n'));
            }
        }
        return text.toString();
    }

    /** What an author wrote is text: no mark-up, no link, no HTML. */
    private static String escape(String text) {
        return text.replaceAll("([\\\\`*_\\[\\]<>#|~])", "\\\\$1").replaceAll("\\s+", " ");
    }
}
