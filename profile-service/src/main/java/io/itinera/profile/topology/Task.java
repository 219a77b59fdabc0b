package io.itinera.profile.topology;

import io.itinera.contracts.Identifier;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.life.Life;
import io.itinera.profile.life.Move;
import java.util.Map;

/** What one record asks of a profile, read and checked; which profile that is may still turn out to have gone elsewhere. */
sealed interface Task {

    /** What the record is on its way to another partition. */
    Work kind();

    /** The profile that is asked. */
    String profileId();

    /** The part that it is for, which is followed where it has moved to; null for what the profile itself is asked. */
    default String origin() {
        return null;
    }

    /** Text form of the identifier that a part is found by again on another partition; null for what has none. */
    default String identifier() {
        return null;
    }

    /** By which a repeat is known; null for what a repeat cannot harm. */
    default String onceAs() {
        return null;
    }

    private static String profile(String id) {
        return new Identifier(Identifier.Kind.PROFILE, id).text();
    }

    /**
     * The customer did something.
     *
     * @param source what it came for and under which identifier
     * @param event with its time
     */
    record Happened(Life.Source source, SourceEvent event) implements Task {
        @Override
        public Work kind() {
            return Work.EVENT;
        }

        @Override
        public String profileId() {
            return source.profileId();
        }

        @Override
        public String origin() {
            return source.origin();
        }

        @Override
        public String identifier() {
            return source.identifier() == null ? profile(source.origin()) : source.identifier();
        }

        @Override
        public String onceAs() {
            return event.messageId();
        }
    }

    /** Something became of a message. */
    record MessageChanged(String profileId, MessageOutcome outcome) implements Task {
        @Override
        public Work kind() {
            return Work.MESSAGE;
        }

        @Override
        public String origin() {
            return outcome.profileId();
        }

        @Override
        public String onceAs() {
            return outcome.effectId();
        }
    }

    /**
     * The latest consents of the profile that consent-service knows.
     *
     * @param origin that profile; where it was merged away, its part has them
     * @param consents by channel and purpose
     */
    record ConsentChanged(String profileId, String origin, Map<String, Boolean> consents) implements Task {
        @Override
        public Work kind() {
            return Work.CONSENT;
        }

        @Override
        public String identifier() {
            return profile(origin);
        }
    }

    /** What the log says was counted for a part. */
    record Counted(String profileId, SegmentWork.Counted counted) implements Task {
        @Override
        public Work kind() {
            return Work.COUNTED;
        }

        @Override
        public String origin() {
            return counted.origin();
        }
    }

    /** Links were decided. */
    record Decided(String profileId, Move.Decided decided) implements Task {
        @Override
        public Work kind() {
            return Work.DECIDED;
        }
    }

    /** Parts of another profile come in. */
    record Arrived(String profileId, Move.Arrived arrived) implements Task {
        @Override
        public Work kind() {
            return Work.ARRIVED;
        }
    }

    /** The whole partition is to follow newer segments; the profile is none. */
    record Fill(String profileId, SegmentWork.Fill request) implements Task {
        @Override
        public Work kind() {
            return Work.FILL;
        }
    }
}
