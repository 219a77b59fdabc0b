package io.itinera.journey.reference;

import io.itinera.contracts.Transition;
import io.itinera.journey.engine.Catalog;
import io.itinera.journey.engine.Input;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A random story as the log has it, for tests in other packages: journeys that stay as they are but for pauses, what came in, and what
 * the engine made of it.
 */
public final class RecordedStory {

    private final Story story;

    private RecordedStory(Story story) {
        this.story = story;
    }

    /** The story of that number. */
    public static RecordedStory of(long seed) {
        return new RecordedStory(Stories.of(seed, true));
    }

    /** The journeys as they are published in the end. */
    public Catalog catalog() {
        return story.engine().catalog();
    }

    /** Keys of the journeys. */
    public List<String> journeys() {
        return story.happenings().stream()
                .filter(Happening.Published.class::isInstance)
                .map(h -> ((Happening.Published) h).journey().key())
                .distinct()
                .toList();
    }

    /** Lets each input happen again: profile and input, in order. */
    public void inputs(BiConsumer<String, Input> to) {
        story.engine().recorded().forEach(r -> to.accept(r.profile(), r.input()));
    }

    /** What instances did. */
    public List<Transition> transitions() {
        return story.engine().transitions();
    }

    /** How far time has passed. */
    public Instant end() {
        return story.engine().now();
    }

    @Override
    public String toString() {
        return story.toString();
    }
}
