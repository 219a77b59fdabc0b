package io.itinera.journey.engine;

import io.itinera.contracts.EventType;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.journey.definition.SendStep;
import io.itinera.journey.definition.Wish;
import java.util.HashMap;
import java.util.Map;

/** Makes effects of what steps want. */
final class Wishes {

    private final Run run;
    private final JourneyRef at;
    private final String id;
    private final Diary diary;

    /**
     * @param at the step that wants something
     * @param id of its visit
     */
    Wishes(Run run, JourneyRef at, String id, Diary diary) {
        this.run = run;
        this.at = at;
        this.id = id;
        this.diary = diary;
    }

    void grant(Wish wish) {
        switch (wish) {
            case Wish.Message(SendStep step) -> send(step);
            case Wish.Traits(Map<String, Object> changes) -> setTraits(changes);
        }
    }

    private void send(SendStep step) {
        diary.asked(at.step(), id);
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
                step.keep())));
    }

    /** Publishes the change, and goes on with the changed traits until the profile's next activity says what they are. */
    private void setTraits(Map<String, Object> changes) {
        run.effect(new Effect.Publish(new SourceEvent(
                id,
                EventType.IDENTIFY,
                null,
                null,
                null,
                null,
                null,
                run.profileId(),
                Map.of(),
                changes,
                Map.of(),
                run.now(),
                run.now(),
                run.now(),
                run.now(),
                "journey:" + at.journey())));
        Map<String, Object> traits = new HashMap<>(run.known().traits());
        changes.forEach((trait, value) -> {
            if (value == null) {
                traits.remove(trait);
            } else {
                traits.put(trait, value);
            }
        });
        run.learn(new Knowledge(traits, run.known().computed(), run.known().segments()));
    }
}
