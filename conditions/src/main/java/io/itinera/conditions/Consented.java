package io.itinera.conditions;

import java.util.Map;

/** Holds when the profile agreed to messages of this purpose on this channel. */
public record Consented(String channel, String purpose) implements Condition {

    @Override
    public boolean test(Facts facts) {
        return facts.consented(channel, purpose);
    }

    @Override
    public Explanation explain(Facts facts) {
        boolean verdict = test(facts);
        return Explanation.leaf(this, verdict, Operand.of(verdict), null);
    }

    @Override
    public Map<String, Object> toMap() {
        return Map.of("consent", Map.of("channel", channel, "purpose", purpose));
    }
}
