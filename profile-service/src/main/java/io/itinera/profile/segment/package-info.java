/**
 * Which segments a profile is in: pure. {@link io.itinera.profile.segment.SegmentIndex} knows which segments an input can concern, so
 * that its cost does not depend on how many there are; {@link io.itinera.profile.segment.Segmentation} changes memberships.
 */
package io.itinera.profile.segment;
