package io.itinera.consent.ledger;

import java.util.UUID;

/**
 * The personal part of a ledger row. It is kept apart from the row, which only holds a salted digest of it, so that it can be
 * erased without breaking the chain.
 *
 * @param profileId whose decision, as it was named when it was recorded; null for an address
 * @param subject text form of the identifier that the caller gave, or null
 * @param address the address that is suppressed, or null
 * @param evidence JSON text that the caller gave as evidence, or null
 * @param messageId the message whose link was used, or null
 * @param recordedBy who called the API, or null for the customer's own click
 */
public record About(
        UUID profileId, String subject, String address, String evidence, String messageId, String recordedBy) {}
