/** JDBC as the stores use it. */
package io.itinera.consent.database;
