/** Journeys as resources of a Kubernetes cluster: what is applied there becomes drafts and versions, and its status says what came of it. */
package io.itinera.journey.cluster;
