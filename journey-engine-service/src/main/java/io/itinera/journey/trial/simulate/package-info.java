/** A scripted life on a virtual clock: it calls the engine's step function and nothing else, so that it shows what the engine would do. */
package io.itinera.journey.trial.simulate;
