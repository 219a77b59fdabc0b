package io.itinera.journey.learning;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of messages on each channel, and at which local hours they were opened or clicked: of one profile, or of all.
 *
 * @param channels by channel
 */
public record Engagement(Map<String, Channel> channels) {

    /** Nothing is known. */
    public static final Engagement NONE = new Engagement(Map.of());

    /** As many are remembered of one profile; then all counts are halved, so that the latest weigh most. */
    private static final long REMEMBERED = 64;

    /** A click says more than an open, which mail programs also make by themselves. */
    private static final long CLICK_WEIGHS = 3;

    public Engagement {
        channels = channels == null ? Map.of() : channels;
    }

    /** What becomes of a message, as far as it is learned from. */
    public enum Signal {
        SENT,
        OPENED,
        CLICKED
    }

    /**
     * One channel.
     *
     * @param sent messages sent
     * @param opened opens
     * @param clicked clicks
     * @param hours weight of opens and clicks by local hour, 0 to 23; hours without any are absent
     */
    public record Channel(long sent, long opened, long clicked, Map<Integer, Long> hours) {

        /** Nothing is known. */
        public static final Channel NONE = new Channel(0, 0, 0, Map.of());

        public Channel {
            hours = hours == null ? Map.of() : hours;
        }

        /** Messages sent and those that were answered with an open or a click, as far as counts tell. */
        public Odds odds() {
            return new Odds(sent, Math.max(opened, clicked));
        }

        /** Opens and clicks of which the hour is known, weighed. */
        public long answers() {
            return hours.values().stream().mapToLong(Long::longValue).sum();
        }

        private Channel with(Signal signal, int hour) {
            return switch (signal) {
                case SENT -> new Channel(sent + 1, opened, clicked, hours);
                case OPENED -> new Channel(sent, opened + 1, clicked, at(hour, 1));
                case CLICKED -> new Channel(sent, opened, clicked + 1, at(hour, CLICK_WEIGHS));
            };
        }

        private Map<Integer, Long> at(int hour, long weight) {
            Map<Integer, Long> more = new TreeMap<>(hours);
            more.merge(hour, weight, Long::sum);
            return more;
        }

        /** Without what was long ago, by whole counts. */
        private Channel faded() {
            boolean manySent = sent > REMEMBERED;
            boolean manyAnswers = answers() > REMEMBERED;
            if (!manySent && !manyAnswers) {
                return this;
            }
            Map<Integer, Long> half = new TreeMap<>();
            hours.forEach((hour, n) -> {
                if (n > 1) {
                    half.put(hour, n / 2);
                }
            });
            return new Channel(
                    manySent ? sent / 2 : sent,
                    manySent ? opened / 2 : opened,
                    manySent ? clicked / 2 : clicked,
                    manyAnswers ? half : hours);
        }

        private Channel plus(Channel other) {
            Map<Integer, Long> both = new TreeMap<>(hours);
            other.hours.forEach((hour, n) -> both.merge(hour, n, Long::sum));
            return new Channel(sent + other.sent, opened + other.opened, clicked + other.clicked, both);
        }
    }

    /** The weight of an open or a click at some hour. */
    public static long weight(boolean click) {
        return click ? CLICK_WEIGHS : 1;
    }

    /** What is known of a channel. */
    public Channel channel(String name) {
        return channels.getOrDefault(name, Channel.NONE);
    }

    /** With one more, at that local hour. */
    public Engagement with(String channel, Signal signal, int hour) {
        Map<String, Channel> changed = new HashMap<>(channels);
        changed.put(channel, channel(channel).with(signal, hour).faded());
        return new Engagement(Map.copyOf(changed));
    }

    /** Two profiles are one. */
    public Engagement plus(Engagement other) {
        if (other.channels.isEmpty()) {
            return this;
        }
        Map<String, Channel> both = new HashMap<>(channels);
        other.channels.forEach((name, theirs) ->
                both.merge(name, theirs, (mine, its) -> mine.plus(its).faded()));
        return new Engagement(Map.copyOf(both));
    }

    /**
     * What bears on a choice between these channels.
     *
     * @param timed the one whose hours matter, or null
     */
    public Engagement only(Set<String> names, String timed) {
        Map<String, Channel> few = new TreeMap<>();
        channels.forEach((name, c) -> {
            if (names.contains(name)) {
                few.put(name, name.equals(timed) ? c : new Channel(c.sent(), c.opened(), c.clicked(), Map.of()));
            }
        });
        return new Engagement(few);
    }

    /** True when nothing is known. */
    public boolean unknown() {
        return channels.isEmpty();
    }
}
