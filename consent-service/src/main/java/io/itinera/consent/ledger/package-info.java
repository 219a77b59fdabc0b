/** The append-only ledger: each row is sealed by a hash over itself and the row before it. */
package io.itinera.consent.ledger;
