package io.itinera.ingest.intake;

import io.itinera.contracts.EventType;
import io.itinera.ingest.intake.Refusal.Reason;

/** What an event needs to be of use: the rules of the Segment spec, and bounds that later steps rely on. */
final class EventRules {

    /** Longest identifier, in characters: it becomes a Kafka key and an index entry in PostgreSQL. */
    static final int MAX_IDENTIFIER = 512;
    /** Longest event or page name, in characters. */
    static final int MAX_NAME = 512;

    private EventRules() {}

    /** The call's type, or null when there is no such type. */
    static EventType type(EventDraft draft) {
        return switch (draft.type) {
            case "track" -> EventType.TRACK;
            case "identify" -> EventType.IDENTIFY;
            case "page" -> EventType.PAGE;
            case "screen" -> EventType.SCREEN;
            case "group" -> EventType.GROUP;
            case "alias" -> EventType.ALIAS;
            case null, default -> null;
        };
    }

    /** Why the event cannot be used; null when it can. */
    static Refusal check(EventDraft draft) {
        if (draft.refusal() != null) {
            return draft.refusal();
        }
        EventType type = type(draft);
        if (type == null) {
            return new Refusal(Reason.UNKNOWN_TYPE, "type is not one of identify, track, page, screen, group, alias");
        }
        if (draft.userId == null && (draft.anonymousId == null || type == EventType.ALIAS)) {
            return new Refusal(
                    Reason.NO_IDENTIFIER,
                    type == EventType.ALIAS ? "alias needs userId" : "neither userId nor anonymousId is there");
        }
        Refusal missing =
                switch (type) {
                    case TRACK -> draft.event == null ? new Refusal(Reason.NO_EVENT_NAME, "track needs event") : null;
                    case GROUP -> draft.groupId == null ? new Refusal(Reason.NO_GROUP_ID, "group needs groupId") : null;
                    case ALIAS ->
                        draft.previousId == null ? new Refusal(Reason.NO_PREVIOUS_ID, "alias needs previousId") : null;
                    case IDENTIFY, PAGE, SCREEN -> null;
                };
        return missing != null ? missing : tooLong(draft);
    }

    private static Refusal tooLong(EventDraft draft) {
        String field = null;
        if (isLonger(draft.userId, MAX_IDENTIFIER)) {
            field = "userId";
        } else if (isLonger(draft.anonymousId, MAX_IDENTIFIER)) {
            field = "anonymousId";
        } else if (isLonger(draft.previousId, MAX_IDENTIFIER)) {
            field = "previousId";
        } else if (isLonger(draft.groupId, MAX_IDENTIFIER)) {
            field = "groupId";
        } else if (isLonger(draft.messageId, MAX_IDENTIFIER)) {
            field = "messageId";
        } else if (isLonger(draft.event, MAX_NAME) || isLonger(draft.name, MAX_NAME)) {
            field = "the event's name";
        }
        return field == null ? null : new Refusal(Reason.TOO_LONG, field + " has more than 512 characters");
    }

    private static boolean isLonger(String text, int limit) {
        return text != null && text.length() > limit;
    }
}
