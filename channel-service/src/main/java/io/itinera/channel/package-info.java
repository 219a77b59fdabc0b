/** channel-service. */
package io.itinera.channel;
