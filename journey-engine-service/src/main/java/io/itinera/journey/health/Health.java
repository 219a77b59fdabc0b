package io.itinera.journey.health;

import io.itinera.journey.definition.ServiceLevel;
import java.time.Instant;
import java.util.List;

/**
 * How a journey does.
 *
 * @param journey journey key
 * @param version the version that entries use
 * @param publishedAt when it was published
 * @param at when this was found out
 * @param alerts what somebody should look at; empty where nothing is unusual
 * @param targets how its service levels are kept
 * @param launch the version beside the one before, as long as it is new; else null
 */
public record Health(
        String journey,
        int version,
        Instant publishedAt,
        Instant at,
        List<Alert> alerts,
        List<Level> targets,
        Launch launch) {

    /**
     * How a service level is kept: today and yesterday (UTC), and by those who stand there now.
     *
     * @param step where people stand, or null
     * @param goal what is to be reached, or null
     * @param withinSeconds the time that there is
     * @param wanted share that must keep to it, from 0 to 1
     * @param n how many passed
     * @param share of them that kept to it, within 5 % of the time, or null where nobody passed
     * @param lateNow how many stand at the step for longer now
     * @param met whether it is kept, those who are late now counted
     */
    public record Level(
            String step,
            String goal,
            double withinSeconds,
            double wanted,
            long n,
            Double share,
            long lateNow,
            boolean met) {

        static Level of(ServiceLevel level, long n, Double share, long lateNow) {
            long onTime = share == null ? 0 : Math.round(share * n);
            long all = n + lateNow;
            return new Level(
                    level.step(),
                    level.goal(),
                    level.within().toMillis() / 1e3,
                    level.share() / 100,
                    n,
                    share,
                    lateNow,
                    all == 0 || onTime >= all * level.share() / 100);
        }
    }

    /**
     * A new version beside the one before.
     *
     * @param before the version before, or null where there was none
     * @param until how long they are shown side by side
     * @param figures shares of what goes wrong
     */
    public record Launch(Integer before, Instant until, List<Figure> figures) {}

    /**
     * A share of what goes wrong, of both versions.
     *
     * @param figure {@code errors}, {@code messages}, {@code calls} or {@code refused}
     * @param now of the new version, since it was published
     * @param before of the version before, in the seven days until then
     * @param verdict {@code better}, {@code worse}, {@code undecided}, or {@code too-few}
     */
    public record Figure(String figure, Share now, Share before, String verdict) {}

    /** How many of how many, with the 95 % interval (Wilson). */
    public record Share(long hits, long n, double rate, double low, double high) {}
}
