/** Authoring: drafts, immutable versions and states in PostgreSQL, and their way to the compacted topic. */
package io.itinera.journey.catalog;
