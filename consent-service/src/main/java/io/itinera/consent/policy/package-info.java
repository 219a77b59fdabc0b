/** Purposes and the service's knobs. */
package io.itinera.consent.policy;
