/** Messages out: templates, delivery, tracking. */
package io.itinera.channel;
