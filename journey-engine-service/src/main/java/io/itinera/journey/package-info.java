/** journey-engine-service. */
package io.itinera.journey;
