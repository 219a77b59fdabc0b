/** The way of a message: from {@code sends} into the queue, past consent, to its provider, and what became of it. */
package io.itinera.channel.dispatch;
