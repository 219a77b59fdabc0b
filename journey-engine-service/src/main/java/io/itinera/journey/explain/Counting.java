package io.itinera.journey.explain;

import io.itinera.conditions.Explanation;
import io.itinera.conditions.Histories;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Says of explanations over a profile's history what was counted. */
interface Counting {

    /** Nothing can be asked. */
    Counting NOTHING = (_, _) -> Map.of();

    /** Most that is asked at once. */
    int MOST = 200;

    /**
     * What a profile did.
     *
     * @param questions at most {@link #MOST}
     * @return the answers that there are
     */
    Map<Histories.Question, Histories.Tally> counts(String profileId, List<Histories.Question> questions);

    /** The decisions with what was counted for each; of a long way, the newest. */
    default List<Decision> decided(List<Decision> newestFirst) {
        Map<String, List<Histories.Question>> asked = new LinkedHashMap<>();
        newestFirst.forEach(decision ->
                questions(decision.detail(), asked.computeIfAbsent(decision.profileId(), _ -> new ArrayList<>())));
        Map<String, Map<Histories.Question, Histories.Tally>> answers = new LinkedHashMap<>();
        asked.forEach((profile, questions) -> answers.put(profile, answers(profile, questions)));
        return newestFirst.stream()
                .map(decision -> answers.get(decision.profileId()).isEmpty()
                        ? decision
                        : decision.detailed(map(decision.detail(), answers.get(decision.profileId())::get)))
                .toList();
    }

    /** Explanations of one profile with what was counted for each, in their order. */
    default List<Explanation> explained(String profileId, List<Explanation> explanations) {
        Map<Histories.Question, Histories.Tally> answers = answers(
                profileId, explanations.stream().flatMap(Histories::open).toList());
        return explanations.stream()
                .map(explanation -> Histories.completed(explanation, answers::get))
                .toList();
    }

    private Map<Histories.Question, Histories.Tally> answers(String profile, List<Histories.Question> questions) {
        List<Histories.Question> once =
                questions.stream().distinct().limit(MOST).toList();
        return once.isEmpty() ? Map.of() : counts(profile, once);
    }

    private static void questions(Object value, List<Histories.Question> found) {
        switch (value) {
            case Map<?, ?> map
            when map.containsKey("holds") -> {
                Explanation explanation = read(map);
                if (explanation != null) {
                    Histories.open(explanation).forEach(found::add);
                }
            }
            case Map<?, ?> map -> map.values().forEach(part -> questions(part, found));
            case List<?> list -> list.forEach(part -> questions(part, found));
            case null, default -> {
                // Asks nothing.
            }
        }
    }

    private static Map<String, Object> map(Map<?, ?> map, Function<Histories.Question, Histories.Tally> answers) {
        Map<String, Object> changed = new LinkedHashMap<>();
        map.forEach((name, value) -> changed.put(String.valueOf(name), completed(value, answers)));
        return changed;
    }

    private static Object completed(Object value, Function<Histories.Question, Histories.Tally> answers) {
        return switch (value) {
            case Map<?, ?> map
            when map.containsKey("holds") -> {
                Explanation explanation = read(map);
                yield explanation == null
                                || Histories.open(explanation).findAny().isEmpty()
                        ? map
                        : Histories.completed(explanation, answers).toMap();
            }
            case Map<?, ?> map -> map(map, answers);
            case List<?> list ->
                list.stream().map(part -> completed(part, answers)).toList();
            case null, default -> value;
        };
    }

    /** The explanation, or null where it is none that can be read. */
    private static Explanation read(Map<?, ?> map) {
        try {
            return Explanation.parse(map);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
