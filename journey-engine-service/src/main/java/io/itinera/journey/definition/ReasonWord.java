package io.itinera.journey.definition;

import static io.itinera.contracts.Transition.Kind.ENTERED;
import static io.itinera.contracts.Transition.Kind.EXITED;
import static io.itinera.contracts.Transition.Kind.FAILED;
import static io.itinera.contracts.Transition.Kind.GOAL;
import static io.itinera.contracts.Transition.Kind.MIGRATED;
import static io.itinera.contracts.Transition.Kind.MOVED;
import static io.itinera.contracts.Transition.Kind.REFUSED;
import static io.itinera.contracts.Transition.Kind.WAITING;

import io.itinera.contracts.Transition;
import java.util.EnumSet;
import java.util.Set;

/**
 * All that the engine can give as a reason, each with the sentence that says it to people. In a sentence, {@code {name}} stands for
 * a value of the transition's detail, {@code {name|as}} for how it is written (see {@link Sentence}), and what is in brackets
 * is left out where one of its values is missing. A reason whose word ends with a colon, or has none, is followed by a name, which
 * the sentence calls {@code {key}}.
 */
public enum ReasonWord {

    // An instance began.

    /** What the entry listens for happened. */
    EVENT_BEGAN(
            "event",
            "[{event|quoted} happened][the profile {change} segment {segment}][ and {where|why}][; {audience|why}]"
                    + "[; the draw for the launch was {draw|rounded}, of {percent} to enter][, and its segment enters in any case{always|flag}]",
            ENTERED),

    /** The API asked for it. */
    BY_API("api", "an entry was asked for by API[, as {request}][; {audience|why}]", ENTERED),
    /** A step of another journey let the profile enter. */
    BY_STEP("enter", "journey {journey} let the profile enter, at its step {step}[; {audience|why}]", ENTERED),

    /** The time of its schedule came. */
    BY_SCHEDULE("schedule", "the time of the journey's schedule came[, {at}][ in {zone}][; {audience|why}]", ENTERED),
    /** The date in a trait of the profile came. */
    BY_DATE(
            "date",
            "the date in trait {trait} came[, with the offset {offset}][, as every year: {repeat}][; {audience|why}]",
            ENTERED),

    // An entry was refused.

    /** The journey that was to be entered is not there. */
    NO_JOURNEY("no-journey", "there was no such journey to enter", REFUSED),
    /** The API asked for an entry into a journey that something else enters. */
    NOT_BY_API("not-by-api", "the journey is not entered by API", REFUSED),
    /** Too many entries at once. */
    ENTRY_LOOP("loop", "journeys entered each other in a circle without a wait", REFUSED),

    /** The journey takes no entries at the moment. */
    PAUSED("paused", "the journey was paused", REFUSED),
    /** The event was told for the record, and journeys do not act on it. */
    FOR_THE_RECORD(
            "for-the-record", "the event was told for the record only, as one that is brought back later", REFUSED),
    /** The event is older than the entry allows. */
    TOO_OLD("too-old", "the event happened at {occurredAt|time}, more than {maxAge|span} before it came in", REFUSED),
    /** The profile does not qualify. */
    AUDIENCE("audience", "the profile does not belong to the audience: {audience|why}", REFUSED),
    /** The profile is not among the share of the limited launch. */
    ROLLOUT("rollout", "the draw for the launch was {draw|rounded}, and only those below {percent} enter", REFUSED),
    /** A journey that is entered once was entered before. */
    ONCE("once", "the journey is entered once only, and the profile entered at {lastEntered|time}", REFUSED),
    /** The profile is in the journey already. */
    LIVE("live", "the profile was in the journey already, as instance {instance}", REFUSED),
    /** The last entry is too recent. */
    COOLDOWN("cooldown", "the profile had entered before, and may enter again only from {until|time} on", REFUSED),
    /** The event does not have the property that tells instances apart. */
    NO_KEY("no-key", "the event has no property {key}, which tells entries apart", REFUSED),
    /** The profile is in the journey too often already. */
    TOO_MANY("too-many", "the profile was in the journey {live} times already", REFUSED),
    /** Another journey of the group goes first. */
    GROUP("group", "the profile was in journey {journey} of the same group {group}, which goes first", REFUSED),

    // A step was passed.

    /** The time of a wait has come. */
    DUE("due", "the wait was over", MOVED),
    /** What was waited for did not come in time. */
    TIMEOUT("timeout", "{atMost|span} passed without what was waited for[: {until|why}]", MOVED),
    /** What was waited for happened. */
    EVENT_CAME("event", "[{event|quoted} happened][the profile {change} segment {segment}][ and {where|why}]", MOVED),
    /** A condition holds. */
    CONDITION("condition", "[{when|why}][{until|why}]", MOVED),
    /** Something happened that leads elsewhere, whatever the step waits for. */
    REROUTED(
            "reroute:",
            "reroute {key} applied[: {event|quoted} happened][: the profile {change} segment {segment}][ and {where|why}]",
            MOVED),
    /** No condition of a branch holds. */
    OTHERWISE("otherwise", "no condition of the branch held: {when|whys}", MOVED),
    /** There is no date to wait for. */
    NO_DATE("no-date", "there was no date to wait for[ in trait {trait}][ in property {property}]", MOVED),
    /** The date to wait for had passed. */
    DATE_PASSED("date-passed", "the date to wait for, {due|time}, had passed already", MOVED),
    /** A window of the day was open. */
    WINDOW_OPEN("window-open", "the window of the day was open", MOVED),
    /** What came due while the journey stood still is passed over. */
    SKIPPED("skipped", "passed over, since its time went by while the journey stood still until {until|time}", MOVED),
    /** An arm was drawn. */
    ARM(
            "arm:",
            "[the draw was {draw|share}, which is ]arm {key}[, held out for comparison{holdout|flag}][, as drawn before{kept|flag}]",
            MOVED),
    /** An arm was chosen by what was learned. */
    OPTIMIZED(
            "optimized:",
            "arm {key}[, held out for comparison{holdout|flag}][, as chosen before{kept|flag}]"
                    + "[, by fixed weights{fixed|flag}][, at random so that every arm goes on being tried{explored|flag}]"
                    + "[, which has done best{settled|flag}][, which drew the highest chance{learned|flag}]"
                    + "[ by model {model}][: {odds|odds}]",
            MOVED),
    /** A channel was chosen by what was learned. */
    CHANNEL(
            "channel:",
            "channel {key}[, held out for comparison{holdout|flag}][, by default{fixed|flag}]"
                    + "[, at random so that every channel goes on being tried{explored|flag}]"
                    + "[, which drew the highest chance{learned|flag}][ by the profile’s own answers{byOwn|flag}]"
                    + "[ by the answers of all people{byPeople|flag}][ in model {model}][: {odds|odds}]",
            MOVED),
    /** No channel can be chosen. */
    NO_CHANNEL("no-channel", "no channel was open to the profile: {when|whys}", MOVED),
    /** A message was asked for. */
    REQUESTED("requested", "asked for a message by {channel} with template {template}[ and offer {offer}]", MOVED),
    /** Traits were changed. */
    UPDATED("updated", "changed {traits|list}", MOVED),
    /** No trait was changed. */
    NOTHING_TO_UPDATE("nothing-to-update", "changed nothing, since no value was there to set", MOVED),
    /** An event was put on the stream. */
    EMITTED("emitted", "put event {event|quoted} on the stream", MOVED),
    /** The profile enters another journey. */
    LET_ENTER("entered", "let the profile enter[ journey {journey}][ journeys {journeys|list}]", MOVED),
    /** The profile is taken out of another journey. */
    LET_LEAVE("left", "took the profile out of journey {journey}", MOVED),
    /** The awaited journey has ended. */
    JOURNEY_ENDED(
            "journey-ended",
            "journey {journey} ended with {reason}[, as the last of {lastOf|list}][, as the first of {firstOf|list}]",
            MOVED),
    /** The awaited journey did not begin. */
    ENTRY_REFUSED("entry-refused", "journey {journey} refused the entry with {reason}", MOVED),
    /** A person closed the task. */
    OUTCOME("outcome:", "the task was closed with {key}[ by {by}]", MOVED),
    /** An endpoint answered. */
    ANSWERED("answered", "the endpoint answered with status {status}", MOVED),
    /** An endpoint did not answer as it should. */
    CALL_FAILED("call-failed", "the endpoint gave no answer: {failure}", MOVED),
    /** An operator ordered it. */
    ORDERED("ordered", "{by} ordered it[: {why}]", MOVED, EXITED),
    /** The instance goes on under another profile. */
    MERGED_IN("merged", "profile {from} became part of this one, and its way goes on here", MOVED),

    // A wait began.

    /** For a duration. */
    FOR("for", "waits[ for {span|span}] until {due|time}", WAITING),
    /** Until a time of day. */
    CLOCK("clock", "waits until {due|time}", WAITING),
    /** Until a window of the day opens. */
    WINDOW("window", "waits until the window of the day opens at {due|time}", WAITING),
    /** Until a good hour. */
    BEST_HOUR(
            "best-hour",
            "waits until {due|time}[ to use channel {channel}][, the hour at which the profile answers most{hourOwn|flag}]"
                    + "[, the hour at which people answer most{hourOfPeople|flag}]"
                    + "[, an hour at random so that every hour goes on being tried{hourExplored|flag}]"
                    + "[, the usual hour, since too little is known{hourDefault|flag}]"
                    + "[, the usual hour, since nothing is learned here{hourFixed|flag}]"
                    + "[, the usual hour, held out for comparison{hourHeldOut|flag}][; by model {model}]",
            WAITING),
    /** Until a date. */
    DATE("date", "waits until {due|time}", WAITING),
    /** The zone or the data changed, and with it the end of the wait. */
    DUE_MOVED(
            "due-moved",
            "the profile's zone, its rules or the date has changed: waits until {due|time} instead of {was|time}",
            WAITING),
    /** Until something happens. */
    AWAITS_EVENT("event", "waits for something to happen[, until {due|time} at the latest]", WAITING),
    /** Until something holds. */
    AWAITS_CONDITION(
            "condition", "waits for a condition to hold[, until {due|time} at the latest][: {until|why}]", WAITING),

    /** Until a person closes the task. */
    AWAITS_PERSON(
            "task",
            "waits for somebody to do {title|quoted}[, who is found by rule {rule}: {when|why}]"
                    + "[, who is found by no rule: {when|whys}][; looks again at {due|time}]",
            WAITING),
    /** Goes on waiting for a person, who is late. */
    TASK_OVERDUE(
            "overdue",
            "the task is overdue[ and goes to {escalateTo}][; waits until {due|time} at the latest]",
            WAITING),
    /** Until an endpoint answers. */
    AWAITS_ANSWER("call", "waits for the answer of {endpoint}, until {due|time} at the latest", WAITING),
    /** Until another journey has ended. */
    AWAITS_JOURNEY(
            "journey",
            "waits for[ journey {journey}][ all of journeys {allOf|list}][ the first of journeys {firstOf|list}] to end"
                    + "[, until {due|time} at the latest]",
            WAITING),

    // Led to another version.

    /** To that version. */
    VERSION(
            "version:",
            "led to version {key}[ by migration {migration}][ as {by} ordered][: {why}][, which was taken back{undone|flag}]",
            MIGRATED),
    /** The step is done anew. */
    ARRIVING("arriving", "comes to the step anew in the other version", WAITING),
    /** The wait goes on. */
    KEPT("kept", "goes on waiting in the other version[ until {due|time}]", WAITING),

    // A goal was reached.

    /** A goal was reached. */
    REACHED("goal:", "goal {key} was reached at {occurredAt|time}[, worth {value}][ {currency|text}]", GOAL),

    // The instance ended.

    /** An exit rule applied. */
    EXIT_RULE(
            "exit:",
            "exit rule {key} applied[: {event|quoted} happened][: the profile {change} segment {segment}][ and {where|why}][: {when|why}]",
            EXITED),
    /** The journey's maximal duration has passed. */
    MAX_DURATION("max-duration", "its time was over[: the journey lasts {maxDuration|span} at most]", EXITED),
    /** It has gone round too often. */
    MAX_VISITS("max-visits", "it had come here {maxVisits} times before, and the journey allows no more", EXITED),
    /** The journey was archived. */
    ARCHIVED("archived", "the journey was archived", EXITED),
    /** Another journey of the group goes first. */
    PREEMPTED("preempted", "journey {by} of the same group went first", EXITED),
    /** A step of another journey took the profile out. */
    REMOVED("removed", "journey {by} took the profile out[, at its step {step}]", EXITED),
    /** Two profiles became one, and an older instance of the journey stays. */
    MERGED_AWAY("merged", "two profiles became one, and the older instance {stays} goes on", EXITED),
    /** A migration to another version leads nowhere from here. */
    MIGRATED_AWAY("migrated", "migration {migration} to version {version} ends it here[: {why}]", EXITED),
    /** The person wants nothing kept of them. */
    ERASED("erased", "the profile was erased, as request {request} wants", EXITED),
    /** An exit step, with the word that its author gave. */
    EXIT_STEP("", "came to the end: {key}", EXITED),

    // The instance ended on an error.

    /** Too many steps at once. */
    LOOP("error: loop", "the steps ran in a circle without a wait", FAILED);

    private final String wire;
    private final Sentence sentence;
    private final Set<Transition.Kind> kinds;

    ReasonWord(String wire, String sentence, Transition.Kind first, Transition.Kind... more) {
        this.wire = wire;
        this.sentence = Sentence.of(sentence);
        this.kinds = EnumSet.of(first, more);
    }

    /** The word as it is recorded. */
    public String wire() {
        return wire;
    }

    /** The sentence that says it, without a capital and a full stop. */
    public Sentence sentence() {
        return sentence;
    }

    /** Kinds of transitions that can have it. */
    public Set<Transition.Kind> kinds() {
        return Set.copyOf(kinds);
    }

    /** True when a name follows the word. */
    boolean isNamed() {
        return wire.isEmpty() || wire.endsWith(":");
    }

    /** The reason that consists of this word. */
    public Reason alone() {
        return new Reason(this, null);
    }

    /** The reason that consists of this word and a name. */
    public Reason of(String name) {
        return new Reason(this, name);
    }
}
