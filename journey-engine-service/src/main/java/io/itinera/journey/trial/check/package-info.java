/** Static analysis of a journey against what surrounds it: the record of events, templates, consent rules, segments, other journeys. */
package io.itinera.journey.trial.check;
