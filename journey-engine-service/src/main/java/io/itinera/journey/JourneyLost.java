package io.itinera.journey;

/**
 * The topic's latest record of a journey is not one of ours and of no use: what was there before is gone with the next
 * compaction, and with the next start of the engine. Who owns journeys publishes it again.
 *
 * @param key journey key, as the record has it
 */
public record JourneyLost(String key) {

    /** Header of the records that we write. What we wrote ourselves does not get better by writing it again. */
    public static final String WRITTEN_BY = "written-by";

    /** Value of {@link #WRITTEN_BY}. */
    public static final String US = "journey-engine-service";
}
