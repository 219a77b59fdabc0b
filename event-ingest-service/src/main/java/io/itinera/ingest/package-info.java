/** event-ingest-service. */
package io.itinera.ingest;
