/** Reading and checking what senders send, and answering them. */
package io.itinera.ingest.intake;
