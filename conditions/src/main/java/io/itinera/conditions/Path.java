package io.itinera.conditions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A way into nested data. A number picks an element of a list; {@code *}, or a name where the data has a list, means any element.
 *
 * @param segments names and numbers, at least one
 */
public record Path(List<String> segments) {

    private static final int MAX_SEGMENTS = 20;

    /** More than one value was met on the way; a comparison holds when it holds for one of them. */
    record Several(List<Object> values) {}

    public Path {
        if (segments.isEmpty()
                || segments.size() > MAX_SEGMENTS
                || segments.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException(
                    "is no path, expected names joined by dots, at most " + MAX_SEGMENTS + " of them");
        }
        segments = List.copyOf(segments);
    }

    /**
     * Reads {@code address.city}, {@code items.0.sku} or {@code items.*.sku}.
     *
     * @throws IllegalArgumentException when a name is empty
     */
    public static Path parse(String text) {
        return new Path(List.of(text.split("\\.", -1)));
    }

    /** The value at the end of the path, or null where there is none. */
    public Object in(Map<String, Object> root) {
        return walk(root, 0);
    }

    /** A value that a path led to as JSON has it: a list where it led to several. */
    public static Object plain(Object value) {
        return value instanceof Several several ? several.values() : value;
    }

    /** The path without its first segment, or null where it has only one. */
    public Path tail() {
        return segments.size() == 1 ? null : new Path(segments.subList(1, segments.size()));
    }

    private Object walk(Object from, int depth) {
        Object at = from;
        for (int i = depth; i < segments.size(); i++) {
            if (at instanceof Map<?, ?> map) {
                at = map.get(segments.get(i));
            } else if (at instanceof List<?> list) {
                int index = index(segments.get(i));
                if (index < 0) {
                    return any(list, "*".equals(segments.get(i)) ? i + 1 : i);
                }
                at = index < list.size() ? list.get(index) : null;
            } else {
                return null;
            }
        }
        return at;
    }

    private Object any(List<?> list, int depth) {
        List<Object> values = new ArrayList<>();
        for (Object element : list) {
            Object value = walk(element, depth);
            if (value instanceof Several several) {
                values.addAll(several.values());
            } else if (value != null) {
                values.add(value);
            }
        }
        return values.isEmpty() ? null : new Several(values);
    }

    /** The list index that a segment names, or -1 where it is a name. */
    private static int index(String segment) {
        if (segment.length() > 9) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < segment.length(); i++) {
            int digit = segment.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            index = index * 10 + digit;
        }
        return index;
    }

    /** True when a segment holds a dot, so that the path has no text form but a list. */
    boolean needsList() {
        return segments.stream().anyMatch(s -> s.indexOf('.') >= 0);
    }

    @Override
    public String toString() {
        return String.join(".", segments);
    }
}
