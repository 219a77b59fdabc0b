/** What the journeys did, from the topic of transitions: counts, instances and their histories. */
package io.itinera.journey.reporting;
