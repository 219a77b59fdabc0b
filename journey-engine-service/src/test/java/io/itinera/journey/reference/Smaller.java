package io.itinera.journey.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.Version;
import io.itinera.journey.definition.InvalidJourneyException;
import io.itinera.journey.definition.JourneyDefinitions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes a story that fails as small as it gets: leaves out what happens, what is known of profiles, and parts of journeys, as long as
 * the story fails without them.
 */
final class Smaller {

    private final Predicate<List<Happening>> fails;
    private final Supplier<Boolean> over;
    private List<Happening> smallest;

    private Smaller(List<Happening> story, Predicate<List<Happening>> fails, Supplier<Boolean> over) {
        this.smallest = story;
        this.fails = fails;
        this.over = over;
    }

    /**
     * The smallest story found.
     *
     * @param fails whether a story still fails
     * @param over whether it is enough
     */
    static List<Happening> of(List<Happening> story, Predicate<List<Happening>> fails, Supplier<Boolean> over) {
        Smaller smaller = new Smaller(story, fails, over);
        boolean progress = true;
        while (progress && !over.get()) {
            progress = smaller.happenings();
            progress |= smaller.knowledge();
            progress |= smaller.journeys();
        }
        return smaller.smallest;
    }

    /** Enough after so long. */
    static Supplier<Boolean> after(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return () -> System.nanoTime() > end;
    }

    private boolean accept(List<Happening> candidate) {
        if (!over.get() && fails.test(candidate)) {
            smallest = List.copyOf(candidate);
            return true;
        }
        return false;
    }

    /** Leaves out half of what happens, then quarters, and so on down to each single thing. */
    private boolean happenings() {
        boolean progress = false;
        for (int size = Math.max(1, smallest.size() / 2); size > 0; size /= 2) {
            for (int from = smallest.size() - size; from >= 0; from -= size) {
                List<Happening> less = new ArrayList<>(smallest);
                less.subList(from, Math.min(from + size, less.size())).clear();
                progress |= accept(less);
                from = Math.min(from, smallest.size());
            }
        }
        return progress;
    }

    /** Lets less be known of the profile with each activity. */
    private boolean knowledge() {
        boolean progress = false;
        for (int i = 0; i < smallest.size(); i++) {
            for (int part = 0; part < 4; part++) {
                if (smallest.get(i) instanceof Happening.Happened(Activity a)) {
                    Activity less = new Activity(
                            a.id(),
                            a.profileId(),
                            a.at(),
                            a.cause(),
                            part == 0 ? Map.of() : a.traits(),
                            part == 1 ? Map.of() : a.computed(),
                            part == 2 ? Map.of() : a.consents(),
                            part == 3 ? Set.of() : a.segments(),
                            a.segmentChanges());
                    progress |= !less.equals(a) && accept(with(i, new Happening.Happened(less)));
                }
            }
        }
        return progress;
    }

    private List<Happening> with(int index, Happening happening) {
        List<Happening> story = new ArrayList<>(smallest);
        story.set(index, happening);
        return story;
    }

    /** Leaves out parts of each version of each journey. */
    private boolean journeys() {
        boolean progress = false;
        for (String pointer : versions()) {
            String journey = pointer.substring(0, pointer.indexOf('/'));
            int version = Integer.parseInt(pointer.substring(pointer.indexOf('/') + 1));
            JsonNode before = null;
            while (before != definition(journey, version)) {
                before = definition(journey, version);
                for (JsonNode less : parts(before, before)) {
                    if (isValid(less) && accept(rewritten(journey, version, less))) {
                        progress = true;
                        break;
                    }
                }
            }
        }
        return progress;
    }

    private List<String> versions() {
        return published()
                .flatMap(j -> j.versions().stream().map(v -> j.key() + "/" + v.version()))
                .distinct()
                .toList();
    }

    private Stream<PublishedJourney> published() {
        return smallest.stream().filter(Happening.Published.class::isInstance).map(h -> ((Happening.Published) h)
                .journey());
    }

    private JsonNode definition(String journey, int version) {
        return published()
                .filter(j -> j.key().equals(journey))
                .flatMap(j -> j.versions().stream())
                .filter(v -> v.version() == version)
                .map(Version::definition)
                .findFirst()
                .orElse(null);
    }

    /** The definition without one of its parts, or with one way that leads to the end, each in turn; large parts first. */
    private static List<JsonNode> parts(JsonNode definition, JsonNode at) {
        List<JsonNode> less = new ArrayList<>();
        if (at instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
                object.remove(member.getKey());
                less.add(definition.deepCopy());
                JsonNode value = member.getValue();
                boolean way = value.isTextual()
                        && !value.textValue().equals("end")
                        && definition.path("steps").has(value.textValue());
                if (way) {
                    object.put(member.getKey(), "end");
                    less.add(definition.deepCopy());
                }
                object.set(member.getKey(), value);
            }
            object.properties().forEach(member -> less.addAll(parts(definition, member.getValue())));
        } else if (at instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                JsonNode element = array.remove(i);
                less.add(definition.deepCopy());
                array.insert(i, element);
                less.addAll(parts(definition, element));
            }
        }
        return less;
    }

    private static boolean isValid(JsonNode definition) {
        try {
            JourneyDefinitions.read(definition);
            return true;
        } catch (InvalidJourneyException e) {
            return false;
        }
    }

    private List<Happening> rewritten(String journey, int version, JsonNode definition) {
        Version less = published()
                .filter(j -> j.key().equals(journey))
                .flatMap(j -> j.versions().stream())
                .filter(v -> v.version() == version)
                .map(v -> new Version(version, definition, v.publishedAt()))
                .findFirst()
                .orElseThrow();
        return smallest.stream()
                .map(h -> h instanceof Happening.Published(PublishedJourney j, Instant at)
                                && j.key().equals(journey)
                        ? new Happening.Published(with(j, less), at)
                        : h)
                .toList();
    }

    private static PublishedJourney with(PublishedJourney journey, Version version) {
        return new PublishedJourney(
                journey.key(),
                journey.state(),
                journey.current(),
                journey.versions().stream()
                        .map(v -> v.version() == version.version() ? version : v)
                        .toList(),
                journey.migrations(),
                journey.pauses(),
                journey.rollouts(),
                journey.learning());
    }
}
