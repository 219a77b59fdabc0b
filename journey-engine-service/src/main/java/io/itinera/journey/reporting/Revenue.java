package io.itinera.journey.reporting;

import java.math.BigDecimal;

/**
 * Value in one currency.
 *
 * @param currency three letters, or empty where the goal's value has none
 * @param conversions goals reached with a value in it
 * @param sum of the values
 * @param perHead that sum divided by all that entered
 */
public record Revenue(String currency, long conversions, BigDecimal sum, double perHead) {}
