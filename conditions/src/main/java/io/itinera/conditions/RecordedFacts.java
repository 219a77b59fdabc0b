package io.itinera.conditions;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The one fact that an explanation has kept of a condition that is not made of others. */
record RecordedFacts(Operand operand) implements Facts {

    @Override
    public Instant now() {
        return operand.now() == null ? Instant.EPOCH : operand.now();
    }

    @Override
    public ZoneId zone() {
        return operand.zone() == null ? ZoneOffset.UTC : operand.zone();
    }

    @Override
    public Map<String, Object> values(Source source) {
        return Map.of();
    }

    @Override
    public Object value(Source source, Path path) {
        return operand.several() && operand.value() instanceof List<?> values
                ? new Path.Several(List.copyOf(values))
                : operand.value();
    }

    @Override
    public boolean inSegment(String segment) {
        return Histories.member(operand);
    }

    @Override
    public boolean messageIs(String step, String status) {
        return operand.value() instanceof Map<?, ?> met
                && met.get(step) instanceof List<?> statuses
                && statuses.contains(status);
    }

    @Override
    public boolean goalReached(String goal) {
        return Boolean.TRUE.equals(operand.value());
    }

    @Override
    public boolean consented(String channel, String purpose) {
        return Boolean.TRUE.equals(operand.value());
    }

    @Override
    public long eventCount(EventCount asked) {
        return operand.value() instanceof Number count ? count.longValue() : 0;
    }
}
