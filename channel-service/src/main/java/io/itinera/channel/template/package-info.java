/** Liquid templates: kept in versions, compiled once, escaped by default, bounded in size, loops and time. */
package io.itinera.channel.template;
