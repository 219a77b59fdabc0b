package io.itinera.journey.engine;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.journey.definition.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A profile's way through one journey, standing at a step that waits.
 *
 * @param id pure function of profile, journey, entry activity and key value
 * @param journey journey key
 * @param version the version that it entered, or that a migration led it to
 * @param key value of the re-entry key, or null where the journey has none
 * @param entry how it began
 * @param waiting where it stands
 * @param expires when the journey's maximal duration ends it, or null
 * @param sequence number of its next transition
 * @param progress what it has seen and done
 * @param migrated the latest migration that concerned it, or null
 */
public record Instance(
        String id,
        String journey,
        int version,
        String key,
        Entered entry,
        Waiting waiting,
        Instant expires,
        long sequence,
        Progress progress,
        Migrated migrated) {

    /**
     * How an instance began.
     *
     * @param at logical time
     * @param occurredAt when the entry event happened by its own timestamp
     * @param activity id of the activity that entered it
     * @param properties of the entry event
     * @param awaiter the step of another instance that waits for this one's end, or null
     */
    public record Entered(
            Instant at, Instant occurredAt, String activity, Map<String, Object> properties, Awaiter awaiter) {
        public Entered {
            properties = properties == null ? Map.of() : properties;
        }
    }

    /** A step of another instance of the profile, and how often that had come to it. */
    public record Awaiter(String instance, String step, int visit) {}

    /**
     * A wait.
     *
     * @param step key of the step
     * @param visit how often the instance has come to it, from 1
     * @param since when it began
     * @param due when time ends it, or null where only an event or a condition does
     * @param missed true when it came due while the journey stood still
     * @param answer what came back while the journey stood still, or by what is for the record only, or null
     */
    public record Waiting(String step, int visit, Instant since, Instant due, boolean missed, Answer answer) {

        /** A wait without an answer yet. */
        public Waiting(String step, int visit, Instant since, Instant due, boolean missed) {
            this(step, visit, since, due, missed, null);
        }

        /** The same wait, which ends at another time. */
        Waiting until(Instant time) {
            return new Waiting(step, visit, since, time, false, answer);
        }

        /** The same wait, due at that time while the journey stands still. */
        Waiting missed(Instant time, Answer heard) {
            return new Waiting(step, visit, since, time, true, heard);
        }

        /** The same wait, with what came back already. */
        Waiting with(Answer came) {
            return new Waiting(step, visit, since, due, missed, came);
        }

        Waiting withoutAnswer() {
            return with(null);
        }
    }

    /**
     * What a migration did to an instance.
     *
     * @param number of the migration
     * @param arriving true until the step that it was led to has been done
     * @param step where it has stood since; it can be led back while it stands there; null where it went on from a step still to be done
     * @param visit of that step
     * @param origin where it came from; null once it was led back, or where there was nothing to do
     */
    public record Migrated(int number, boolean arriving, String step, int visit, Origin origin) {

        /** The step has been done, and the instance stands there now; it has ended where that is null. */
        Migrated stands(Waiting waiting) {
            return waiting == null ? this : new Migrated(number, false, waiting.step(), waiting.visit(), origin);
        }

        /** It goes on without doing the step, to which it may come again by itself. */
        Migrated leaves() {
            return new Migrated(number, false, null, 0, origin);
        }
    }

    /**
     * Where an instance was led away from.
     *
     * @param version its version
     * @param waiting where it stood
     * @param expires when its maximal duration would have ended it, or null
     * @param arriving true when that step was still to be done
     */
    public record Origin(int version, Waiting waiting, Instant expires, boolean arriving) {}

    /**
     * What an instance has seen and done.
     *
     * @param event properties of the event that ended the last wait, else of the entry event
     * @param context answers and outcomes that later steps refer to
     * @param messages the latest message of each send step
     * @param visits how often the instance has come to each step, in the order in which it first came to each
     * @param goals keys of the goals reached
     * @param arms the arm drawn at each split
     */
    public record Progress(
            Map<String, Object> event,
            Map<String, Object> context,
            Map<String, Message> messages,
            Map<String, Integer> visits,
            Set<String> goals,
            Map<String, String> arms) {
        public Progress {
            event = event == null ? Map.of() : event;
            context = context == null ? Map.of() : context;
            messages = messages == null ? Map.of() : messages;
            visits = visits == null ? Map.of() : visits;
            goals = goals == null ? Set.of() : goals;
            arms = arms == null ? Map.of() : arms;
        }
    }

    /**
     * A message that was asked for, and what became of it so far.
     *
     * @param id the request's
     * @param fallback channels that the request names to be tried after its own, in order
     * @param statuses that it came to by any of its channels; suppressed and bounced only by the last
     */
    public record Message(String id, List<String> fallback, Set<MessageStatus> statuses) {
        public Message {
            fallback = fallback == null ? List.of() : fallback;
            statuses = statuses == null ? Set.of() : statuses;
        }

        /** Whether it is that message, by its own channel or by one that was tried after it. */
        boolean goesBy(String message) {
            String tried = id;
            for (String channel : fallback) {
                if (tried.equals(message)) {
                    return true;
                }
                tried = SendRequest.nextId(tried, channel);
            }
            return tried.equals(message);
        }

        /** Whether it is that message by the last of its channels. */
        boolean endsWith(String message) {
            String last = id;
            for (String channel : fallback) {
                last = SendRequest.nextId(last, channel);
            }
            return last.equals(message);
        }
    }
}
