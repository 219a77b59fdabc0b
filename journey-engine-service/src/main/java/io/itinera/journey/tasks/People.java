package io.itinera.journey.tasks;

import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Who gets tasks in turn, how many, and who is away. */
@ApplicationScoped
public class People {

    private static final int LONGEST_NAME = 200;

    private final PersonStore store;
    private final InstantSource clock;

    People(PersonStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** By name: those of whom something was said, and those who have a task that is not closed. */
    public List<Person> list(String after, int limit) {
        return store.list(after, limit);
    }

    /** One of them; a 404 problem where nothing is known of that name. */
    public Person get(String name) {
        return store.find(name).orElseThrow(() -> ProblemException.notFound("person '%s'".formatted(name)));
    }

    /**
     * Says how many open tasks a person may be given, and until when they are away, instead of what was said before. It counts from the
     * next task that is given on; nobody loses what they have.
     *
     * @param capacity null for what journeys say
     * @param awayUntil null for somebody who is there
     * @param by who says so
     */
    public Person put(String name, Integer capacity, Instant awayUntil, String by) {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw ProblemException.invalid("/name", "is not a name of 1 to %d characters".formatted(LONGEST_NAME));
        }
        store.put(name, capacity, awayUntil, by, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return get(name);
    }

    /** Forgets what was said of a person; a 404 problem where nothing was. */
    public void remove(String name) {
        if (!store.remove(name)) {
            throw ProblemException.notFound("person '%s'".formatted(name));
        }
    }
}
