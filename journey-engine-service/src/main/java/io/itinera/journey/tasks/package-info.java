/** Work that journeys give to people: kept in PostgreSQL from the topic {@code journey-tasks}, answered on {@code journey-inputs}. */
package io.itinera.journey.tasks;
