/** The way to Kafka: one producer, and knowing whether it is there. */
package io.itinera.ingest.publish;
