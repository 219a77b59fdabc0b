package io.itinera.channel.template;

import java.util.HashMap;
import java.util.Map;

/**
 * What a template can use.
 *
 * @param profile traits: {@code profile.…}, also {@code user.…}
 * @param event properties of the event: {@code event.…}
 * @param context journey context: {@code context.…}
 * @param message {@code message.id}, {@code message.unsubscribe_url}, {@code message.preferences_url}
 */
public record Variables(
        Map<String, Object> profile, Map<String, Object> event, Map<String, Object> context, Message message) {

    /**
     * The message itself.
     *
     * @param id message id
     * @param unsubscribeUrl one-click unsubscribe, or null
     * @param preferencesUrl the customer's preference page, or null
     */
    public record Message(String id, String unsubscribeUrl, String preferencesUrl) {}

    Map<String, Object> all() {
        Map<String, Object> about = new HashMap<>();
        about.put("id", message.id());
        about.put("unsubscribe_url", message.unsubscribeUrl());
        about.put("preferences_url", message.preferencesUrl());
        return Map.of("profile", profile, "user", profile, "event", event, "context", context, "message", about);
    }
}
