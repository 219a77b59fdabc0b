/** Values as the stores keep them in columns. */
package io.itinera.journey.database;
