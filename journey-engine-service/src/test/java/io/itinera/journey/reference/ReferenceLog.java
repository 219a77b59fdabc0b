package io.itinera.journey.reference;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The reference for a suite that runs: it is told what is on {@code activity}, and says what must be on the other topics. */
public final class ReferenceLog {

    private final Reference reference = new Reference();

    /** A reference in which one journey has been live since its only version was published. */
    public ReferenceLog(PublishedJourney journey) {
        reference.publish(journey, journey.versions().getFirst().publishedAt());
    }

    /** The next entry of a profile's life; other profiles' entries may come before or after. */
    public void happens(Activity activity) {
        reference.happens(activity);
    }

    /** Time passes for everybody. */
    public void time(Instant to) {
        reference.time(to);
    }

    /** What must be on {@code transitions} and asked for on {@code sends} for each profile, as lines in no order. */
    public Map<String, List<String>> told() {
        Map<String, List<String>> told = new TreeMap<>();
        reference
                .told()
                .forEach((profile, lines) -> told.put(
                        profile,
                        lines.stream().filter(Lines::isOfRecord).sorted().toList()));
        return told;
    }

    /** Where everybody must stand who is not at an end. */
    public List<String> positions() {
        return reference.positions();
    }

    /** The line that a record on {@code transitions} is. */
    public static String line(Transition t) {
        return Lines.at(
                t.at(),
                Lines.of(
                        t.journey(),
                        t.sequence(),
                        Lines.transition(
                                t.kind().wire(), t.journey().step(), t.next(), t.reason() + Lines.detail(t.detail()))));
    }

    /** The line that a record on {@code sends} is. */
    public static String line(SendRequest s) {
        String message = Lines.message(s.template(), s.offer());
        return Lines.at(s.requestedAt(), Lines.send(s.id(), s.journey().step(), message, s.event(), s.context()));
    }
}
