/** Follows the identities topic, so that consent survives a merge. */
package io.itinera.consent.merge;
