/** The HTTP API of journeys and of what they did. Nothing depends on it. */
package io.itinera.journey.api;
