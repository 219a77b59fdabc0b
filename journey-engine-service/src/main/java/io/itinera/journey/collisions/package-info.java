/** Which journeys meet at the same people: by their definitions before they are published, and by who is inside now. */
package io.itinera.journey.collisions;
