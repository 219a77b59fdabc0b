package io.itinera.journey.explain;

import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Reason;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says decisions in words. Times are told in the zone that the profile was in as far as that is known. */
public final class DecisionSentences {

    private DecisionSentences() {}

    /** The decisions of one instance, in order, each with its sentence. */
    public static List<Decision> say(List<Decision> decisions) {
        List<Decision> said = new ArrayList<>();
        ZoneId zone = ZoneOffset.UTC;
        for (Decision decision : decisions) {
            zone = zone(decision.detail().get("zone"), zone);
            said.add(decision.saying(say(decision, zone)));
        }
        return said;
    }

    private static ZoneId zone(Object name, ZoneId otherwise) {
        try {
            return name instanceof String text ? ZoneId.of(text) : otherwise;
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    private static String say(Decision decision, ZoneId zone) {
        Transition.Kind kind = kind(decision.kind());
        if (kind == null) {
            return sentence(decision.kind() + ": " + decision.reason());
        }
        String why = why(kind, decision, zone);
        return sentence(
                switch (kind) {
                    case ENTERED ->
                        "Entered version %d, and begins at %s: %s".formatted(decision.version(), decision.next(), why);
                    case REFUSED -> "Did not enter version %d: %s".formatted(decision.version(), why);
                    case MOVED ->
                        decision.next() == null
                                ? why
                                : "Went from %s to %s: %s".formatted(decision.step(), decision.next(), why);
                    case WAITING, MIGRATED ->
                        decision.step() == null ? why : "At %s: %s".formatted(decision.step(), why);
                    case GOAL -> why;
                    case EXITED -> left("Left", decision, why);
                    case FAILED -> left("Ended with an error", decision, why);
                });
    }

    private static String left(String how, Decision decision, String why) {
        return how + (decision.step() == null ? "" : " at " + decision.step()) + ": " + why;
    }

    /** The reason in words; a word that is not in this vocabulary, such as a newer engine's, as it is. */
    private static String why(Transition.Kind kind, Decision decision, ZoneId zone) {
        String text = decision.reason() == null ? "" : decision.reason();
        return Reason.read(kind, text)
                .map(reason -> {
                    Map<String, Object> values = new HashMap<>(decision.detail());
                    if (reason.name() != null) {
                        values.put("key", reason.name());
                    }
                    return reason.word().sentence().say(values, zone);
                })
                .filter(said -> !said.isBlank())
                .orElse(text);
    }

    /** A transition as a decision, with its sentence still to come. */
    public static Decision of(Transition transition) {
        return new Decision(
                transition.at(),
                transition.profileId(),
                transition.journey().instance(),
                transition.sequence(),
                transition.kind().wire(),
                transition.journey().version(),
                transition.journey().step(),
                transition.stepType(),
                transition.next(),
                transition.reason(),
                transition.detail(),
                null);
    }

    private static Transition.Kind kind(String wire) {
        try {
            return Transition.Kind.of(wire);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String sentence(String words) {
        int first = words.offsetByCodePoints(0, words.isEmpty() ? 0 : 1);
        return words.substring(0, first).toUpperCase(Locale.ROOT) + words.substring(first) + ".";
    }
}
