package io.itinera.journey.engine;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Path;
import io.itinera.conditions.Source;
import io.itinera.contracts.Consents;
import io.itinera.contracts.MessageStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** What a condition within an instance can ask: the profile, the entry event, the last event, messages and goals. */
record InstanceFacts(Traveller traveller) implements Facts {

    @Override
    public Instant now() {
        return traveller.run().now();
    }

    @Override
    public ZoneId zone() {
        return traveller.journey().zoneFor(known().traits().get("timezone"));
    }

    @Override
    public Map<String, Object> values(Source source) {
        return switch (source) {
            case TRAIT -> known().traits();
            case PROPERTY -> traveller.began().entry().properties();
            case SCORE -> known().computed();
            case CONTEXT -> traveller.diary().context();
        };
    }

    @Override
    public Object value(Source source, Path path) {
        if (source == Source.PROPERTY
                && path.tail() != null
                && "event".equals(path.segments().getFirst())) {
            return path.tail().in(traveller.diary().event());
        }
        Object value = path.in(values(source));
        return value == null && source == Source.TRAIT ? path.in(known().computed()) : value;
    }

    @Override
    public boolean inSegment(String segment) {
        return known().segments().contains(segment);
    }

    @Override
    public boolean consented(String channel, String purpose) {
        return Consents.granted(known().consents(), channel, purpose);
    }

    /** A message that was clicked was opened, and one that was opened has arrived, also where nobody reported that. */
    @Override
    public boolean messageIs(String step, String status) {
        Instance.Message message = traveller.diary().message(step);
        if (message == null) {
            return false;
        }
        Set<MessageStatus> met = message.statuses();
        MessageStatus asked = MessageStatus.of(status);
        boolean read = met.contains(MessageStatus.OPENED) || met.contains(MessageStatus.CLICKED);
        return met.contains(asked)
                || switch (asked) {
                    case SENT -> read || met.contains(MessageStatus.DELIVERED);
                    case DELIVERED -> read;
                    case OPENED -> met.contains(MessageStatus.CLICKED);
                    case SUPPRESSED, DEFERRED, CLICKED, BOUNCED, COMPLAINED, UNSUBSCRIBED, FAILED -> false;
                };
    }

    @Override
    public boolean goalReached(String goal) {
        return traveller.diary().goals().contains(goal);
    }

    private Knowledge known() {
        return traveller.run().known();
    }
}
