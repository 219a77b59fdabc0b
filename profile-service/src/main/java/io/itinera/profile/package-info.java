/** profile-service. */
package io.itinera.profile;
