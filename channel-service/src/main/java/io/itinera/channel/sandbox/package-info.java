/** Messages of people who try journeys out: which of them really go out, and what the others would have said. */
package io.itinera.channel.sandbox;
