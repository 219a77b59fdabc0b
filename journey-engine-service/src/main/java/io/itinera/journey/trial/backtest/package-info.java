/**
 * A journey over the recorded log of a past period: the engine's step function on what was received then. Nothing is sent and nothing
 * is written but the report.
 */
package io.itinera.journey.trial.backtest;
