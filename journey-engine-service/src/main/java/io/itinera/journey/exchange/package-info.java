/** Journeys as files: YAML out and in, without loss. */
package io.itinera.journey.exchange;
