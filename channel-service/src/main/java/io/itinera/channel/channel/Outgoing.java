package io.itinera.channel.channel;

import io.itinera.channel.template.MessageTemplate;
import io.itinera.channel.template.Rendered;
import io.itinera.contracts.SendRequest;

/**
 * A message that is ready for its provider.
 *
 * @param request what was asked for; its id is the message's
 * @param address where it goes
 * @param template its template
 * @param rendered the template filled in, with links tracked
 * @param unsubscribeUrl one-click unsubscribe for purposes that are opted in to, else null
 */
public record Outgoing(
        SendRequest request, String address, MessageTemplate template, Rendered rendered, String unsubscribeUrl) {}
