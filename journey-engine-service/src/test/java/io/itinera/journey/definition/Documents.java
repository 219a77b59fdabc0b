package io.itinera.journey.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Definitions as tests write them: JSON without quotes around names. */
public final class Documents {

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    /** The example of the journey language. */
    public static final String CART_RECOVERY = """
            { key: 'cart-recovery', name: 'Cart recovery', owner: 'growth@example.com',
              description: 'Bring back people who left something in the cart.',
              links: ['https://tracker.example.com/MKT-112'],
              entry: {
                on: { event: 'Cart Updated', where: { property: 'total', gte: 20 } },
                audience: { not: { segment: 'internal-staff' } },
                reentry: { mode: 'after-exit', cooldown: 'P1D' },
                rollout: { percent: 100, always: ['qa-testers'] } },
              maxDuration: 'P14D', priority: 50, group: 'commerce',
              exits: [ { key: 'bought', on: { event: 'Order Completed' } } ],
              goals: [ { key: 'purchase', on: { event: 'Order Completed' }, within: 'P7D', value: 'revenue', currency: 'currency', primary: true } ],
              start: 'pause',
              steps: {
                pause: { type: 'wait', for: 'PT1H', next: 'known' },
                known: { type: 'branch', branches: [ { when: { trait: 'email', exists: true }, next: 'split' } ], otherwise: 'push' },
                split: { type: 'split', arms: [
                    { key: 'control', weight: 10, next: 'end', holdout: true },
                    { key: 'friendly', weight: 45, next: 'mail-a' },
                    { key: 'offer', weight: 45, next: 'mail-b' } ] },
                'mail-a': { type: 'send', channel: 'email', template: 'cart-friendly', purpose: 'marketing', next: 'look' },
                'mail-b': { type: 'send', channel: 'email', template: 'cart-offer', purpose: 'marketing', next: 'look',
                    fallback: [ { channel: 'push', template: 'cart-push' } ] },
                look: { type: 'wait', until: { message: { step: ['mail-a', 'mail-b'], is: 'clicked' } }, atMost: 'P2D', then: 'end', onTimeout: 'push' },
                push: { type: 'send', channel: 'push', template: 'cart-push', purpose: 'marketing',
                    when: { quietHours: 'respect', bestTime: 'PT24H' }, next: 'end' },
                end: { type: 'exit' } } }
            """;

    private Documents() {}

    /** The document as JSON. */
    public static JsonNode json(String text) {
        try {
            return LENIENT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** A journey that enters on {@code Started} and has these steps, the first of which is {@code first}; more fields as they are. */
    public static ObjectNode journey(String key, String steps, String... moreFields) {
        StringBuilder text = new StringBuilder(
                "{ key: '" + key + "', entry: { on: { event: 'Started' } }, start: 'first', steps: " + steps);
        for (String field : moreFields) {
            text.append(", ").append(field);
        }
        ObjectNode document = (ObjectNode) json(text.append(" }").toString());
        return document;
    }
}
