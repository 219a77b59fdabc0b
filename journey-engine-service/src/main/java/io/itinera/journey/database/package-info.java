/** JDBC as the stores use it. */
package io.itinera.journey.database;
