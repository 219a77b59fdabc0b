/**
 * consent-service: what each customer agreed to, provable row by row, and the answer to "may I send this?".
 *
 * <p>Start at {@link io.itinera.consent.check} for the question, {@link io.itinera.consent.consent} for the decisions that
 * answer it, {@link io.itinera.consent.ledger} for the proof.
 */
package io.itinera.consent;
