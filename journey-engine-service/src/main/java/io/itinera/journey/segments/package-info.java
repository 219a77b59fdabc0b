/** Has profile-service keep the segments that a version needs, before the version is used. */
package io.itinera.journey.segments;
