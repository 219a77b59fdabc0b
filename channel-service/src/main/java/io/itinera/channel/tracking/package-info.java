/** Opens, clicks and unsubscribes: what the customer did with a message. */
package io.itinera.channel.tracking;
