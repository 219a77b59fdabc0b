package io.itinera.profile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

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

    /** The timeline. */
    Timeline timeline();

    /** Search by trait. */
    Search search();

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
