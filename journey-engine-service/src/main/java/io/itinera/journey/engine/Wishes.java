package io.itinera.journey.engine;

import io.itinera.contracts.EventType;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.SendStep;
import io.itinera.journey.definition.TraitChange;
import io.itinera.journey.definition.Wish;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Makes effects of what steps want. */
final class Wishes {

    private final Run run;
    private final JourneyRef at;
    private final String id;
    private final int visit;
    private final Diary diary;
    private final JourneyDefinition journey;
    private final Map<String, Object> entryProperties;

    /**
     * @param traveller whose step wants something
     * @param at the step
     * @param id of its visit
     */
    Wishes(Traveller traveller, JourneyRef at, String id) {
        this.run = traveller.run();
        this.at = at;
        this.id = id;
        this.visit = traveller.visit();
        this.diary = traveller.diary();
        this.journey = traveller.journey();
        this.entryProperties = traveller.began().entry().properties();
    }

    void grant(Wish wish) {
        switch (wish) {
            case Wish.Message(SendStep step) -> send(step);
            case Wish.Traits(TraitChange change) -> change(change);
            case Wish.Event(String name, Map<String, Object> properties) ->
                publish(EventType.TRACK, name, properties, Map.of(), Map.of());
            case Wish.Entry entry -> enter(entry);
            case Wish.Leave(String other) -> run.errands().leave(at, other);
            case Wish.Call call -> call(call);
            case Wish.OpenTask task ->
                task(
                        TaskChange.Kind.OPENED,
                        new TaskChange.Content(
                                task.text().title(),
                                task.text().description(),
                                task.outcomes(),
                                task.traits(),
                                diary.event(),
                                task.due(),
                                diary.path()),
                        new Assignment(task.assignees(), task.turn()),
                        null);
            case Wish.TaskOverdue(List<String> assignees) ->
                task(TaskChange.Kind.OVERDUE, null, new Assignment(assignees, null), null);
            case Wish.CloseTask(String outcome) ->
                task(TaskChange.Kind.CLOSED, null, new Assignment(List.of(), null), outcome);
        }
    }

    private void send(SendStep step) {
        diary.asked(
                at.step(),
                id,
                step.fallback().stream().map(SendStep.Fallback::channel).toList());
        run.effect(new Effect.Send(new SendRequest(
                id,
                run.profileId(),
                step.channel(),
                step.template(),
                step.purpose(),
                at,
                run.now(),
                run.known().traits(),
                diary.event(),
                Map.copyOf(diary.context()),
                step.fallback().stream()
                        .map(f -> new SendRequest.Fallback(f.channel(), f.template()))
                        .toList(),
                step.keep(),
                timing(step),
                run.isTest(),
                step.offer())));
    }

    private SendRequest.Timing timing(SendStep step) {
        String zone = journey.knownZone(run.known().traits().get("timezone"))
                .map(ZoneId::getId)
                .orElse(null);
        return zone == null && !step.ignoresQuietHours()
                ? null
                : new SendRequest.Timing(zone, step.ignoresQuietHours());
    }

    /** Publishes the change, and goes on with the changed traits until the profile's next activity says what they are. */
    private void change(TraitChange change) {
        publish(EventType.IDENTIFY, null, Map.of(), change.set(), change.context());
        Knowledge known = run.known();
        run.learn(known.withTraits(change.applyTo(known.traits())));
    }

    private void publish(
            EventType type,
            String name,
            Map<String, Object> properties,
            Map<String, Object> traits,
            Map<String, Object> context) {
        run.effect(new Effect.Publish(new SourceEvent(
                id,
                type,
                name,
                null,
                null,
                null,
                null,
                run.profileId(),
                properties,
                traits,
                context,
                run.now(),
                run.now(),
                run.now(),
                run.now(),
                "journey:" + at.journey())));
    }

    private void enter(Wish.Entry entry) {
        Map<String, Object> properties = entry.properties() == null ? entryProperties : entry.properties();
        run.errands()
                .enter(new Errands.Enter(
                        at, new Instance.Awaiter(at.instance(), at.step(), visit), id, properties, entry));
    }

    private void call(Wish.Call call) {
        run.effect(new Effect.MakeCall(new Call(
                id,
                run.profileId(),
                at,
                visit,
                call.target().endpoint(),
                call.target().url(),
                call.sent().data() == null ? everything() : call.sent().data(),
                call.attempts(),
                run.now(),
                call.until(),
                call.sent().method(),
                call.sent().query(),
                call.sent().bare())));
    }

    private Map<String, Object> everything() {
        return Map.of(
                "profileId",
                run.profileId(),
                "journey",
                Map.of("journey", at.journey(), "version", at.version(), "instance", at.instance(), "step", at.step()),
                "profile",
                run.known().traits(),
                "entry",
                entryProperties,
                "event",
                diary.event(),
                "context",
                Map.copyOf(diary.context()));
    }

    /** Who gets a task. */
    private record Assignment(List<String> people, TaskChange.Turn turn) {}

    private void task(TaskChange.Kind kind, TaskChange.Content content, Assignment to, String outcome) {
        run.effect(new Effect.Task(new TaskChange(
                id, run.profileId(), at, visit, kind, content, to.people(), to.turn(), outcome, run.now())));
    }
}
