/** The queryable record in PostgreSQL: profiles and timelines, filled in batches from what the topology emits. */
package io.itinera.profile.record;
