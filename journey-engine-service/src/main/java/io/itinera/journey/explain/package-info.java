/**
 * Why, and why not: what a profile did in a journey and what became of a message, from what the topics recorded, as data and as
 * sentences. Off the hot path: it reads projections, and, for a profile that never entered, the recorded activities.
 */
package io.itinera.journey.explain;
