/** consent-service. */
package io.itinera.consent;
