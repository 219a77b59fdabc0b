/** Intervals for rates and means, and for differences of them. Pure arithmetic. */
package io.itinera.journey.reporting.statistics;
