/** The Kafka Streams shell around the pure engine: read, decide, write, send. It has no journey rule of its own. */
package io.itinera.journey.topology;
