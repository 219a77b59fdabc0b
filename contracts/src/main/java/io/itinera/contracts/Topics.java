package io.itinera.contracts;

import java.time.Duration;
import java.util.List;

/**
 * The topics of the suite. The names are the contract, the keys decide ordering and scaling; {@code docs/architecture.md}
 * says who writes and who reads each.
 */
public final class Topics {

    /** Every accepted event as received; key: {@link SourceEvent#key()}. */
    public static final String EVENTS = "events";
    /** The resolved event of one profile and what it changed; key: profile id. */
    public static final String ACTIVITY = "activity";
    /** Latest snapshot of a profile; key: profile id; compacted. */
    public static final String PROFILES = "profiles";
    /** What is to be done to one profile, resolved; key: profile id; profile-service's own. */
    public static final String PROFILE_WORK = "profile-work";
    /** Which profile an identifier or a merged profile belongs to; key: {@link IdentityLink#subject()}; compacted. */
    public static final String IDENTITIES = "identities";
    /** Segments and the conditions that they follow; key: segment key; compacted; one partition is used. */
    public static final String SEGMENTS = "segments";
    /** How far the filling of segments is; key: partition; profile-service's own. */
    public static final String SEGMENT_PROGRESS = "segment-progress";
    /** Published definitions, every live version; key: journey key; compacted. */
    public static final String JOURNEYS = "journeys";
    /** What was learned so far; key: {@link LearningModel#key()}; compacted. */
    public static final String LEARNING = "learning";
    /** What reaches a profile's journeys beside its activity, such as state that follows a merge; key: profile id; the engine's own. */
    public static final String JOURNEY_INPUTS = "journey-inputs";
    /** Calls of HTTP endpoints that journeys wait for; key: profile id; the engine's own. */
    public static final String JOURNEY_CALLS = "journey-calls";
    /** What journeys want of people, and what became of that; key: profile id. */
    public static final String JOURNEY_TASKS = "journey-tasks";
    /** Requests to deliver one message to one profile; key: profile id. */
    public static final String SENDS = "sends";
    /** What became of each message; key: profile id. */
    public static final String MESSAGES = "messages";
    /** What customers did with messages, as it came in; key: message id; channel-service's own. */
    public static final String ENGAGEMENTS = "engagements";
    /** Each step that an instance took, and why; key: profile id. */
    public static final String TRANSITIONS = "transitions";
    /** Latest consent state of a profile; key: profile id; compacted. */
    public static final String CONSENTS = "consents";
    /** Access, erasure and restriction requests, and each service's receipts; key: {@link PrivacyRequest#subject()}. */
    public static final String PRIVACY = "privacy";

    private static final Duration RETENTION = Duration.ofDays(90);

    /** All topics that something must create before the suite starts, dead-letter topics included. */
    public static final List<TopicSpec> ALL = List.of(
            new TopicSpec(EVENTS, false, RETENTION),
            new TopicSpec(ACTIVITY, false, RETENTION),
            new TopicSpec(PROFILES, true, RETENTION),
            new TopicSpec(PROFILE_WORK, false, RETENTION),
            new TopicSpec(IDENTITIES, true, RETENTION),
            new TopicSpec(SEGMENTS, true, RETENTION),
            new TopicSpec(SEGMENT_PROGRESS, false, RETENTION),
            new TopicSpec(JOURNEYS, true, RETENTION),
            new TopicSpec(LEARNING, true, RETENTION),
            new TopicSpec(JOURNEY_INPUTS, false, RETENTION),
            new TopicSpec(JOURNEY_CALLS, false, RETENTION),
            new TopicSpec(JOURNEY_TASKS, false, RETENTION),
            new TopicSpec(SENDS, false, RETENTION),
            new TopicSpec(MESSAGES, false, RETENTION),
            new TopicSpec(ENGAGEMENTS, false, RETENTION),
            new TopicSpec(TRANSITIONS, false, RETENTION),
            new TopicSpec(CONSENTS, true, RETENTION),
            new TopicSpec(PRIVACY, false, RETENTION),
            new TopicSpec(dead(EVENTS), false, RETENTION),
            new TopicSpec(dead(ACTIVITY), false, RETENTION),
            new TopicSpec(dead(PROFILES), false, RETENTION),
            new TopicSpec(dead(PROFILE_WORK), false, RETENTION),
            new TopicSpec(dead(IDENTITIES), false, RETENTION),
            new TopicSpec(dead(SEGMENTS), false, RETENTION),
            new TopicSpec(dead(SEGMENT_PROGRESS), false, RETENTION),
            new TopicSpec(dead(JOURNEYS), false, RETENTION),
            new TopicSpec(dead(JOURNEY_INPUTS), false, RETENTION),
            new TopicSpec(dead(JOURNEY_CALLS), false, RETENTION),
            new TopicSpec(dead(JOURNEY_TASKS), false, RETENTION),
            new TopicSpec(dead(SENDS), false, RETENTION),
            new TopicSpec(dead(MESSAGES), false, RETENTION),
            new TopicSpec(dead(ENGAGEMENTS), false, RETENTION),
            new TopicSpec(dead(TRANSITIONS), false, RETENTION),
            new TopicSpec(dead(CONSENTS), false, RETENTION),
            new TopicSpec(dead(PRIVACY), false, RETENTION));

    private Topics() {}

    /** The topic that keeps what could not be processed from {@code topic}. */
    public static String dead(String topic) {
        return topic + ".dead";
    }

    /**
     * How a topic is created. All topics have the same partition count, so that a profile's whole life is on one partition.
     *
     * @param name the topic's name
     * @param compacted true when only the latest record of a key is kept
     * @param retention how long records are kept when the topic is not compacted
     */
    public record TopicSpec(String name, boolean compacted, Duration retention) {}
}
