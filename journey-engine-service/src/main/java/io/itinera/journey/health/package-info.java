/** How journeys do: what is unusual, what is slower than it should be, and how a new version does beside the one before. */
package io.itinera.journey.health;
