/** Mail by SMTP. */
package io.itinera.channel.channel.email;
