/** Nobody stuck: finds instances that stand where nothing will move them, says why, and suggests a repair. */
package io.itinera.journey.stuck;
