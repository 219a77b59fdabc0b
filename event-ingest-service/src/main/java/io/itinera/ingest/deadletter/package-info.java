/** What could not be used, on every dead-letter topic of the suite: to be looked at and replayed. */
package io.itinera.ingest.deadletter;
