/** Asks profile-service who a profile is, for requests that name it; never for an event. */
package io.itinera.journey.profile;
