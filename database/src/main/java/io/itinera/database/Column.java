package io.itinera.database;

import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An array argument: what the rows of a batch have in one column.
 *
 * @param type of its elements, as PostgreSQL calls it
 * @param values its elements, each null or what an argument of that type may be
 */
public record Column(String type, Object[] values) {

    /** What each row has there. */
    public static <T> Column of(String type, Collection<T> rows, Function<? super T, ?> value) {
        return new Column(type, rows.stream().map(value).toArray());
    }

    /** The text that each row has there. */
    public static <T> Column texts(Collection<T> rows, Function<? super T, String> value) {
        return of("text", rows, value);
    }

    /** These texts. */
    public static Column texts(Collection<String> values) {
        return texts(values, Function.identity());
    }

    /** What the driver takes. */
    Object[] elements(UnaryOperator<String> texts) {
        Object[] plain = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            plain[i] = switch (values[i]) {
                case Instant at -> time(at);
                case String text -> texts.apply(text);
                case null, default -> values[i];
            };
        }
        return typed(plain);
    }

    /** With its offset, so that the zone of no session or machine matters. PostgreSQL takes the sign before a far year for a zone. */
    private static String time(Instant at) {
        String text = at.toString();
        return text.startsWith("+") ? text.substring(1) : text;
    }

    /** The driver writes arrays of some classes without turning each element into escaped text. */
    private static Object[] typed(Object[] plain) {
        Class<?> kind = kind(plain);
        if (kind == String.class) {
            return copied(plain, new String[plain.length]);
        }
        if (kind == Long.class) {
            return copied(plain, new Long[plain.length]);
        }
        if (kind == Integer.class) {
            return copied(plain, new Integer[plain.length]);
        }
        if (kind == Boolean.class) {
            return copied(plain, new Boolean[plain.length]);
        }
        return plain;
    }

    /** The class of all elements, but for nulls; null where they have several or none. */
    private static Class<?> kind(Object[] elements) {
        Class<?> kind = null;
        for (Object element : elements) {
            if (element != null && kind == null) {
                kind = element.getClass();
            } else if (element != null && kind != element.getClass()) {
                return null;
            }
        }
        return kind;
    }

    private static Object[] copied(Object[] from, Object[] into) {
        System.arraycopy(from, 0, into, 0, from.length);
        return into;
    }
}
