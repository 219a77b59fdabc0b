package io.itinera.conditions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a condition holds or does not.
 *
 * @param condition the condition in plain words
 * @param verdict whether it holds
 * @param operands what was compared, by name; long values are cut
 * @param note what else one should know, such as a missing value or a comparison across types; null for nothing
 * @param parts explanations of the conditions that it is made of
 */
public record Explanation(
        String condition, boolean verdict, Map<String, Object> operands, String note, List<Explanation> parts) {

    private static final int MAX_TEXT = 200;
    private static final int MAX_ELEMENTS = 10;

    static Explanation leaf(Condition condition, boolean verdict, Map<String, Object> operands, String note) {
        return new Explanation(condition.describe(), verdict, operands, note, List.of());
    }

    static Explanation node(Condition condition, boolean verdict, List<Explanation> parts) {
        return new Explanation(condition.describe(), verdict, Map.of(), null, parts);
    }

    /** The explanation as plain data, without empty parts. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("condition", condition);
        map.put("holds", verdict);
        if (!operands.isEmpty()) {
            map.put("operands", operands);
        }
        if (note != null) {
            map.put("note", note);
        }
        if (!parts.isEmpty()) {
            map.put("parts", parts.stream().map(Explanation::toMap).toList());
        }
        return map;
    }

    /** A value short enough to be kept with each decision. */
    static Object cut(Object value) {
        return switch (value) {
            case String text when text.length() > MAX_TEXT -> text.substring(0, MAX_TEXT) + "…";
            case List<?> list when list.size() > MAX_ELEMENTS -> list.size() + " values";
            case List<?> list -> list.stream().map(Explanation::cut).toList();
            case Map<?, ?> map -> map.size() + " fields";
            case Path.Several several -> cut(several.values());
            case null -> null;
            default -> value;
        };
    }
}
