/**
 * What is known of one profile, and how each input changes it: pure, so that the same log gives the same profiles. What each
 * identifier brought is kept apart ({@link io.itinera.profile.life.Part}) and put together when it is looked at, which makes
 * merges independent of order and able to be undone.
 */
package io.itinera.profile.life;
