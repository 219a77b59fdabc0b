/** What a customer reaches from a message: one-click unsubscribe and the preference page. */
package io.itinera.consent.link;
