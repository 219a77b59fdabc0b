package io.itinera.journey.reporting;

import io.itinera.contracts.Transition;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/** What a transition's detail says, read with forbearance: what is not there, or is not what it should be, is null. */
record Detail(Map<String, Object> values) {

    /** Larger values are no prices: they would drown all others. */
    private static final BigDecimal LARGEST = new BigDecimal("1e12");

    static Detail of(Transition transition) {
        return new Detail(transition.detail());
    }

    String text(String key) {
        return values.get(key) instanceof String text ? text : null;
    }

    boolean flag(String key) {
        return Boolean.TRUE.equals(values.get(key));
    }

    Instant time(String key) {
        try {
            return text(key) == null ? null : Instant.parse(text(key));
        } catch (DateTimeException _) {
            return null;
        }
    }

    /** A whole number, 1 where there is none. */
    int count(String key) {
        return number(key, 1);
    }

    int number(String key, int otherwise) {
        return values.get(key) instanceof Number number ? number.intValue() : otherwise;
    }

    /** An amount of money or of another unit. */
    BigDecimal amount(String key) {
        if (!(values.get(key) instanceof Number number)) {
            return null;
        }
        try {
            BigDecimal amount = new BigDecimal(number.toString());
            return amount.abs().compareTo(LARGEST) > 0 ? null : amount;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    /** Texts by name. */
    Map<?, ?> map(String key) {
        return values.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }
}
