package io.itinera.consent.consent;

/** Fired in the transaction that changes consent; whoever publishes listens for its success. */
public record ConsentsChanged() {}
