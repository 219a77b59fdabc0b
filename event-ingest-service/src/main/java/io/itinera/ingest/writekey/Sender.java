package io.itinera.ingest.writekey;

import java.util.UUID;

/**
 * Who sends with a write key.
 *
 * @param source name of the source, goes with every event
 * @param writeKey id of the key
 */
public record Sender(String source, UUID writeKey) {}
