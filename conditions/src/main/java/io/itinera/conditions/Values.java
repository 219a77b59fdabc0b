package io.itinera.conditions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Compares what JSON can hold. */
final class Values {

    private Values() {}

    /** Equal by value: 1 and 1.0 are, 1 and "1" are not. */
    static boolean equal(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return compare(x, y) == 0;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return equal(x, y);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return x.size() == y.size()
                    && x.entrySet().stream()
                            .allMatch(e -> y.containsKey(e.getKey()) && equal(e.getValue(), y.get(e.getKey())));
        }
        return a == null ? b == null : a.equals(b);
    }

    private static boolean equal(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Compares by value, exactly: a decimal counts as the digits that it is written with. */
    static int compare(Number a, Number b) {
        if (whole(a) && whole(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        if (a instanceof Double x && b instanceof Double y) {
            double p = x;
            double q = y;
            return p < q ? -1 : p > q ? 1 : 0;
        }
        if (!finite(a) || !finite(b)) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        return decimal(a).compareTo(decimal(b));
    }

    private static boolean whole(Number number) {
        return number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte;
    }

    private static boolean finite(Number number) {
        return switch (number) {
            case Double d -> Double.isFinite(d);
            case Float f -> Float.isFinite(f);
            default -> true;
        };
    }

    private static BigDecimal decimal(Number number) {
        return switch (number) {
            case BigDecimal d -> d;
            case BigInteger i -> new BigDecimal(i);
            case Double d -> BigDecimal.valueOf(d);
            case Float f -> new BigDecimal(f.toString());
            default -> BigDecimal.valueOf(number.longValue());
        };
    }

    /** The type of a value in the words of JSON. */
    static String type(Object value) {
        return switch (value) {
            case null -> "missing";
            case String _ -> "text";
            case Number _ -> "a number";
            case Boolean _ -> "true or false";
            case List<?> _ -> "a list";
            default -> "an object";
        };
    }

    /** Whether two values have the same type, so that comparing them means something. */
    static boolean sameType(Object a, Object b) {
        return a instanceof String && b instanceof String
                || a instanceof Number && b instanceof Number
                || a instanceof Boolean && b instanceof Boolean
                || a instanceof List && b instanceof List
                || a instanceof Map && b instanceof Map;
    }
}
