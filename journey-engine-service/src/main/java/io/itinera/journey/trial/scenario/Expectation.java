package io.itinera.journey.trial.scenario;

import io.itinera.journey.trial.simulate.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a scenario must lead to. Only what is named is looked at. It is about the first instance that began, but for {@code entries}
 * and {@code refused}.
 *
 * @param entries how many instances begin
 * @param path all steps that the instance comes to, in order
 * @param passes steps that it comes to in this order, others in between allowed
 * @param avoids steps that it does not come to
 * @param messages the messages that it asks for, in order
 * @param waiting step at which it waits in the end
 * @param end reason why it ends, such as {@code completed} or {@code exit:bought}
 * @param goals keys of the goals that it reaches, in any order
 * @param refused reason for which an entry is refused
 */
public record Expectation(
        Integer entries,
        List<String> path,
        List<String> passes,
        List<String> avoids,
        List<Message> messages,
        String waiting,
        String end,
        Set<String> goals,
        String refused) {

    /**
     * A message that is expected; what is null may be anything.
     *
     * @param step key of the step
     * @param channel first channel
     * @param template template key
     * @param offer key of the offer that it makes
     * @param at when it is asked for
     */
    public record Message(String step, String channel, String template, String offer, Instant at) {

        boolean fits(Trace.Message message) {
            return (step == null || step.equals(message.step()))
                    && (channel == null || channel.equals(message.channel()))
                    && (template == null || template.equals(message.template()))
                    && (offer == null || offer.equals(message.offer()))
                    && (at == null || at.equals(message.at()));
        }

        private String words() {
            return String.join(
                    " ",
                    Stream.of(step, channel, template, offer, at)
                            .filter(Objects::nonNull)
                            .map(Object::toString)
                            .toList());
        }
    }

    /**
     * Something that came out otherwise.
     *
     * @param pointer JSON pointer into the scenario
     * @param message what was expected, and what came
     */
    public record Failure(String pointer, String message) {}

    /** True when nothing is expected, so that the scenario tests nothing. */
    public boolean isEmpty() {
        return entries == null
                && path == null
                && passes == null
                && avoids == null
                && messages == null
                && waiting == null
                && end == null
                && goals == null
                && refused == null;
    }

    /** What of it did not come true; empty when the test passes. */
    public List<Failure> failures(Trace trace) {
        List<Failure> failures = new ArrayList<>();
        if (entries != null && entries != trace.ways().size()) {
            failures.add(failed("entries", entries, trace.ways().size()));
        }
        List<String> refusals =
                trace.refusals().stream().map(Trace.Refusal::reason).toList();
        if (refused != null && !refusals.contains(refused)) {
            failures.add(failed("refused", refused, refusals.isEmpty() ? "no refusal" : refusals));
        }
        if (!trace.ways().isEmpty()) {
            way(trace.ways().getFirst(), failures);
        } else if (asksForAWay()) {
            failures.add(new Failure("/expect", "expects an instance, and the profile never entered: " + refusals));
        }
        return failures;
    }

    private boolean asksForAWay() {
        return path != null
                || passes != null
                || messages != null && !messages.isEmpty()
                || waiting != null
                || end != null
                || goals != null && !goals.isEmpty();
    }

    private void way(Trace.Way way, List<Failure> failures) {
        if (path != null && !path.equals(way.path())) {
            failures.add(failed("path", path, way.path()));
        }
        if (passes != null && !inOrder(passes, way.path())) {
            failures.add(failed("passes", passes, way.path()));
        }
        if (avoids != null && avoids.stream().anyMatch(way.path()::contains)) {
            failures.add(failed("avoids", avoids, way.path()));
        }
        if (waiting != null && !("waiting".equals(way.status()) && waiting.equals(way.step()))) {
            failures.add(failed("waiting", waiting, way.reason() == null ? way.step() : way.reason()));
        }
        if (end != null && !end.equals(way.reason())) {
            failures.add(failed("end", end, way.reason() == null ? "waiting at " + way.step() : way.reason()));
        }
        if (goals != null && !goals.equals(Set.copyOf(way.goals()))) {
            failures.add(failed("goals", goals, way.goals()));
        }
        messages(way, failures);
    }

    private void messages(Trace.Way way, List<Failure> failures) {
        if (messages == null) {
            return;
        }
        boolean same = messages.size() == way.messages().size();
        for (int i = 0; same && i < messages.size(); i++) {
            same = messages.get(i).fits(way.messages().get(i));
        }
        if (!same) {
            failures.add(failed(
                    "messages",
                    messages.stream().map(Message::words).toList(),
                    way.messages().stream()
                            .map(m -> new Message(m.step(), m.channel(), m.template(), m.offer(), m.at()).words())
                            .toList()));
        }
    }

    private static boolean inOrder(List<String> wanted, List<String> path) {
        Iterator<String> steps = path.iterator();
        for (String step : wanted) {
            boolean found = false;
            while (!found && steps.hasNext()) {
                found = step.equals(steps.next());
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static Failure failed(String field, Object expected, Object actual) {
        return new Failure("/expect/" + field, "expected " + expected + ", but was " + actual);
    }
}
