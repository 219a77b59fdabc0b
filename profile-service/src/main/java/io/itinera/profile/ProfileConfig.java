package io.itinera.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/** Knobs of profile-service. */
@ConfigMapping(prefix = "itinera.profile")
public interface ProfileConfig {

    /**
     * Most bytes of one profile's state. An event that would make it larger goes to the dead letters; merged profiles may be
     * four times as large, which is what a Kafka record of 1 MiB can carry.
     */
    @WithDefault("131072")
    @Min(4096)
    @Max(196608)
    int maxProfileBytes();

    /**
     * How long a partition waits for PostgreSQL to decide a link before its stream thread begins anew from the last commit.
     * Shorter than {@code kafka-streams.producer.transaction.timeout.ms}.
     */
    @WithDefault("20s")
    Duration decisionPatience();

    /**
     * How long a repeat of a message id has no effect, ISO 8601, 1 minute to 31 days. Each day of it costs one look-up per event. When it is
     * changed, what came before is not recognised for as long.
     */
    @WithDefault("PT24H")
    Duration dedupeWindow();

    /** The timeline. */
    Timeline timeline();

    /** Search by trait. */
    Search search();

    /** Segments. */
    Segments segments();

    /** How memberships are kept, filled and checked. */
    interface Segments {

        /** How often a partition looks for memberships that time changes, and goes on with filling a segment. */
        @WithDefault("100ms")
        Duration interval();

        /** Most profiles that time changes in one look, so that a storm holds up no event for long. */
        @WithDefault("1000")
        @Min(1)
        int timerBatch();

        /** Most profiles that are held against a new definition in one look. */
        @WithDefault("500")
        @Min(1)
        int scanBatch();

        /** Most profiles of which a preview asks its condition; where there are more, it answers with an estimate. */
        @WithDefault("2000")
        @Min(100)
        int previewSample();

        /** How many profiles the regular check holds against the log. */
        @WithDefault("500")
        @Min(1)
        int checkSample();

        /** About how many records of the log are read at once when a segment is filled. */
        @WithDefault("20000")
        @Min(1)
        int readBatch();

        /**
         * How long an event may be on its way before time passes it by: memberships change by time so much after they are due, with
         * the due time as their logical time. Well below the age from which the journey engine takes an entry for late
         * ({@code itinera.journey.timers.late-from}), since it holds waits back for late entries.
         */
        @WithDefault("250ms")
        Duration grace();

        /**
         * This service's own consumer group, which is watched so that no membership ends, and no absence is told, before an event that
         * came in earlier and is still on its way, on this pod or another. Empty: only what reaches the partition counts.
         */
        Optional<String> upstreamGroup();

        /**
         * How long an event may be on its way without holding time back: for so long, time may still pass by an event that came in just
         * before. Smaller is more exact; what the way takes beyond it, memberships change later.
         */
        @WithDefault("500ms")
        Duration upstreamTolerance();

        /**
         * How long time follows what comes in, instead of the clock on the wall, after a start and after an event that came in late:
         * what waits to be read is to be applied before time passes it by.
         */
        @WithDefault("5s")
        Duration hold();
    }

    /** How much of the past can be looked at. */
    interface Timeline {

        /** How long an entry of a timeline is kept. */
        @WithDefault("P90D")
        Duration retention();

        /** Most entries that one pass removes, so that trimming never holds up the record. */
        @WithDefault("20000")
        @Min(1)
        int trimBatch();
    }

    /** Limits of a search. */
    interface Search {

        /** How long PostgreSQL may look before the search is refused: a prefix of a trait without index reads all profiles. */
        @WithDefault("5s")
        Duration timeout();
    }
}
