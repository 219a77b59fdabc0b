/**
 * What the services say to each other on Kafka: topic names, one record per topic, their JSON form and the ids that are
 * derived rather than looked up. REST payloads are not here: each service owns its own.
 */
package io.itinera.contracts;
