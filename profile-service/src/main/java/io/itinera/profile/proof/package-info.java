/** Memberships by plain code, from the log and the record: previews, and the check that holds the live ones against it. */
package io.itinera.profile.proof;
