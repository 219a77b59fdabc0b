/** Trying a journey before people get it: checks, simulation, scenarios as tests, back-tests over the recorded log. */
package io.itinera.journey.trial;
