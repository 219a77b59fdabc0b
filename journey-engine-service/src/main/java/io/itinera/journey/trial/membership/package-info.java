/** Memberships in the segments that stand for a journey's conditions, for whoever replays or simulates a life: as profile-service keeps them. */
package io.itinera.journey.trial.membership;
