/** Segments as people and services define them: the API, their publication, and the filling of what is new. */
package io.itinera.profile.catalog;
