package io.itinera.journey.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares in percent, as steps read and describe them. */
final class Percent {

    private Percent() {}

    /** A share from 0 to {@code most}, or {@code otherwise} where there is none. */
    static double read(Fields fields, String name, double otherwise, double most) {
        double percent = fields.number(name, otherwise).doubleValue();
        if (!(percent >= 0 && percent <= most)) {
            fields.error(name, "is %s, expected 0 to %s percent".formatted(say(percent), say(most)));
            return otherwise;
        }
        return percent;
    }

    /** The share in words, without the sign. */
    static String say(double percent) {
        return Double.isFinite(percent)
                ? BigDecimal.valueOf(percent)
                        .setScale(1, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(percent);
    }
}
