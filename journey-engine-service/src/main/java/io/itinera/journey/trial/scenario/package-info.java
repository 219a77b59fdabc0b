/** Scenarios that are saved with a journey as its tests: run on demand, and before it is published. */
package io.itinera.journey.trial.scenario;
