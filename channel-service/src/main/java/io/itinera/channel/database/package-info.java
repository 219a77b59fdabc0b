/** JDBC as the stores use it. */
package io.itinera.channel.database;
