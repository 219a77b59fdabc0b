/** Reads the suite's topics as a record of what happened: by time, in order of time, without a consumer group. */
package io.itinera.journey.trial.log;
