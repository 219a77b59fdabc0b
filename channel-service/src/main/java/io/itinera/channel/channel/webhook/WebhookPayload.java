package io.itinera.channel.channel.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.util.RawValue;
import io.itinera.channel.channel.Outgoing;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Wire;
import java.time.Instant;
import java.util.Map;

/**
 * The body of a webhook.
 *
 * @param type what it is about
 * @param timestamp logical time of the step that asked for it
 * @param data the template's body, or all data of the request
 */
record WebhookPayload(String type, Instant timestamp, Object data) {

    private static final String TYPE = "itinera.message";

    /**
     * @throws IllegalArgumentException when the template's body, filled in, is not JSON
     */
    static byte[] of(Outgoing message) {
        SendRequest request = message.request();
        try {
            String body = message.rendered().body();
            Object data = body == null ? everything(request) : checked(body);
            return Wire.JSON.writeValueAsBytes(new WebhookPayload(TYPE, request.requestedAt(), data));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body is not JSON once it is filled in", e);
        }
    }

    private static RawValue checked(String body) throws JsonProcessingException {
        if (Wire.JSON.readTree(body).isMissingNode()) {
            throw new IllegalArgumentException("the body is empty once it is filled in");
        }
        return new RawValue(body);
    }

    private static Data everything(SendRequest request) {
        return new Data(
                request.id(),
                request.profileId(),
                request.template(),
                request.purpose(),
                request.journey(),
                request.traits(),
                request.event(),
                request.context(),
                request.offer());
    }

    /**
     * What a webhook without a body of its own carries.
     *
     * @param messageId message id, also the webhook-id
     * @param profileId whom it is about
     * @param template template key
     * @param purpose consent purpose
     * @param journey the step that asked, or null
     * @param profile traits
     * @param event properties of the event
     * @param context journey context
     * @param offer key of the offer that it makes, or null
     */
    record Data(
            String messageId,
            String profileId,
            String template,
            String purpose,
            JourneyRef journey,
            Map<String, Object> profile,
            Map<String, Object> event,
            Map<String, Object> context,
            String offer) {}
}
