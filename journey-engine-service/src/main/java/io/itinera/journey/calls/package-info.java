/** Carries out the calls that steps wait for, off the hot path: reads {@code journey-calls}, answers on {@code journey-inputs}. */
package io.itinera.journey.calls;
