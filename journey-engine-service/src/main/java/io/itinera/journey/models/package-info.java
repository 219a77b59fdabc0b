/** What was learned, from the reports to the engine: makes models of counts, publishes them, and tells what they are worth. */
package io.itinera.journey.models;
