/** The ways to reach somebody: one class per channel, found by its name. */
package io.itinera.channel.channel;
