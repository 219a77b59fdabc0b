/** Plain JDBC as the stores of every service use it: a statement, its arguments in order, whole columns as arrays. */
package io.itinera.database;
