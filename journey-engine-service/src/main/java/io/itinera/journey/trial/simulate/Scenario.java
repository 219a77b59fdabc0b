package io.itinera.journey.trial.simulate;

import io.itinera.conditions.Span;
import io.itinera.contracts.EventType;
import io.itinera.contracts.MessageStatus;
import io.itinera.journey.engine.Insight;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Evidence;
import io.itinera.journey.learning.Odds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A scripted life of one profile. Times are given as {@code at}, or as {@code after}, an ISO 8601 duration from the start; calendar
 * days are those of the profile's zone.
 *
 * @param start when it begins; Monday, 5 January 2026, 9:00 UTC where it is left out
 * @param profile who it is about
 * @param events what happens
 * @param messages what becomes of the message of a send step, by step; a message without any is reported as sent at once
 * @param answers what a step that waits for an answer gets, by step, one per visit and the last for all further ones
 * @param arms the arm to take at a split, by step; the profile's own draw where it is left out
 * @param learned what was learned before it begins
 * @param rollout true to keep to the journey's rollout; else everyone is in it
 * @param lasts how long it goes on, ISO 8601; until nothing is left to happen, but two years at most, where it is left out
 */
public record Scenario(
        Instant start,
        Person profile,
        List<Happening> events,
        Map<String, List<Fate>> messages,
        Map<String, List<Answer>> answers,
        Map<String, String> arms,
        Learned learned,
        boolean rollout,
        String lasts) {

    private static final Instant A_MONDAY = Instant.parse("2026-01-05T09:00:00Z");

    public Scenario {
        start = start == null ? A_MONDAY : start;
        profile = profile == null ? new Person(null, null, null, null, null) : profile;
        events = events == null ? List.of() : List.copyOf(events);
        messages = messages == null ? Map.of() : Map.copyOf(messages);
        answers = answers == null ? Map.of() : Map.copyOf(answers);
        arms = arms == null ? Map.of() : Map.copyOf(arms);
        learned = learned == null ? new Learned(null, null, null) : learned;
        parse(lasts);
    }

    /** This scenario with other arms. */
    public Scenario withArms(Map<String, String> others) {
        return new Scenario(start, profile, events, messages, answers, others, learned, rollout, lasts);
    }

    /**
     * Who it is about.
     *
     * @param id profile id, which decides the draws; some fixed one where it is left out
     * @param traits as they are at the start, {@code timezone} among them
     * @param computed computed traits and scores
     * @param segments keys of the segments that the profile is in
     * @param consents by {@code channel/purpose}, {@code *} for any; what is not named here is allowed
     */
    public record Person(
            String id,
            Map<String, Object> traits,
            Map<String, Object> computed,
            Set<String> segments,
            Map<String, Boolean> consents) {

        public Person {
            id = id == null ? "5c3a9f1e-0000-5000-8000-000000000001" : id;
            traits = traits == null ? Map.of() : traits;
            computed = computed == null ? Map.of() : computed;
            segments = segments == null ? Set.of() : Set.copyOf(segments);
            consents = consents == null ? Map.of() : Map.copyOf(consents);
        }
    }

    /**
     * What was learned before a scenario begins.
     *
     * @param arms how the arms of an {@code optimize} step did, by step and arm
     * @param own what the profile answered to, by channel
     * @param people what all people answered to, by channel
     */
    public record Learned(
            Map<String, Map<String, Odds>> arms,
            Map<String, Engagement.Channel> own,
            Map<String, Engagement.Channel> people) {

        public Learned {
            arms = arms == null ? Map.of() : Map.copyOf(arms);
            own = own == null ? Map.of() : Map.copyOf(own);
            people = people == null ? Map.of() : Map.copyOf(people);
        }

        /** The evidence for a visit of a step. */
        Insight insight() {
            return (visit, history) ->
                    new Evidence(1, arms.getOrDefault(visit.step(), Map.of()), history, new Engagement(people));
        }
    }

    /**
     * Something that happens. It may be several of these at once.
     *
     * @param at when, or null
     * @param after how long after the start, or null
     * @param type tracking call; {@code track} where there is an event, else {@code identify}
     * @param event name of the event, page or screen
     * @param properties of the event
     * @param enter true to ask for an entry by API, with {@code properties} in place of an event's
     * @param occurredAt when it happened by its own timestamp; when it comes in where it is left out
     * @param traits traits that it sets; null values remove
     * @param enters segments that the profile enters
     * @param leaves segments that it leaves
     * @param consents decisions that it makes, as in {@link Person#consents}
     */
    public record Happening(
            Instant at,
            String after,
            EventType type,
            String event,
            Map<String, Object> properties,
            boolean enter,
            Instant occurredAt,
            Map<String, Object> traits,
            Set<String> enters,
            Set<String> leaves,
            Map<String, Boolean> consents) {

        public Happening {
            if (at != null && after != null) {
                throw new IllegalArgumentException("has both at and after, expected one of them");
            }
            parse(after);
            type = type != null ? type : event == null ? EventType.IDENTIFY : EventType.TRACK;
            properties = properties == null ? Map.of() : properties;
            traits = traits == null ? Map.of() : traits;
            enters = enters == null ? Set.of() : enters;
            leaves = leaves == null ? Set.of() : leaves;
            consents = consents == null ? Map.of() : consents;
        }
    }

    /**
     * What becomes of a message.
     *
     * @param is the status that it comes to
     * @param after how long after it was asked for; at once where it is left out
     * @param reason machine-readable word why, or null
     * @param link the link that was clicked, or null
     */
    public record Fate(MessageStatus is, String after, String reason, String link) {
        public Fate {
            if (is == null) {
                throw new IllegalArgumentException("names no status, expected is: sent, delivered, opened, clicked, …");
            }
            parse(after);
        }
    }

    /**
     * An answer of a webhook, or the outcome of a task.
     *
     * @param outcome how it went, in the step's own words
     * @param after how long it takes; at once where it is left out
     * @param values what it brings
     */
    public record Answer(String outcome, String after, Map<String, Object> values) {
        public Answer {
            parse(after);
            values = values == null ? Map.of() : values;
        }
    }

    static Span parse(String duration) {
        return duration == null ? null : Span.parse(duration);
    }
}
