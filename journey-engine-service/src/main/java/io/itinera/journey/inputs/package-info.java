/** What reaches the engine beside activities: the values of {@code journey-inputs}, and the way to that topic from HTTP and workers. */
package io.itinera.journey.inputs;
