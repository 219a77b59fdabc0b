/** Signed webhooks, <a href="https://www.standardwebhooks.com">Standard Webhooks 1.0</a>. */
package io.itinera.channel.channel.webhook;
