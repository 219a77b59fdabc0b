/** How much a write key may send. */
package io.itinera.ingest.quota;
