/** Waits by due time: the keys that order them, their store, and the drain that takes what is due in bounded batches. */
package io.itinera.journey.timers;
