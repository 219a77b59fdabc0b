/**
 * event-ingest-service: takes events over HTTP, checks them, and answers only when Kafka has them. {@code intake} reads and
 * checks, {@code publish} is the way to Kafka, {@code writekey} says who may send, {@code deadletter} shows and replays what
 * could not be used.
 */
package io.itinera.ingest;
