/**
 * The way of an event through profile-service, on Kafka Streams: {@link io.itinera.profile.topology.ResolveProcessor} finds the
 * profile, {@link io.itinera.profile.topology.KeepProcessor} changes it. Both are shells around pure rules.
 */
package io.itinera.profile.topology;
