package io.itinera.journey.reference;

import io.itinera.contracts.MessageOutcome;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;

/** What a profile was sent on each channel, what of it it opened and clicked, and at which local hours. The latest weighs most. */
final class ReferenceAnswers {

    private static final long MANY = 64;
    private static final long CLICK_WEIGHS = 3;

    /** One channel. */
    static final class Channel {
        long sent;
        long opened;
        long clicked;
        /** Weight of opens and clicks by local hour. */
        final Map<Integer, Long> hours = new TreeMap<>();

        long answers() {
            return hours.values().stream().mapToLong(Long::longValue).sum();
        }

        private void fade() {
            if (sent > MANY) {
                sent /= 2;
                opened /= 2;
                clicked /= 2;
            }
            if (answers() > MANY) {
                hours.replaceAll((_, weight) -> weight / 2);
            }
        }
    }

    private final Map<String, Channel> channels = new TreeMap<>();

    Channel channel(String name) {
        return channels.getOrDefault(name, new Channel());
    }

    /** Takes in what became of a message, in the zone of the profile's trait, else UTC. */
    void hear(MessageOutcome outcome, ZoneId zone) {
        Channel channel = new Channel();
        int hour = outcome.at().atZone(zone).getHour();
        switch (outcome.status()) {
            case SENT -> channel.sent = 1;
            case OPENED -> {
                channel.opened = 1;
                channel.hours.put(hour, 1L);
            }
            case CLICKED -> {
                channel.clicked = 1;
                channel.hours.put(hour, CLICK_WEIGHS);
            }
            default -> {
                return;
            }
        }
        add(outcome.channel(), channel);
    }

    /** Both, as one profile. */
    void add(ReferenceAnswers other) {
        other.channels.forEach(this::add);
    }

    private void add(String name, Channel more) {
        Channel mine = channels.computeIfAbsent(name, _ -> new Channel());
        mine.sent += more.sent;
        mine.opened += more.opened;
        mine.clicked += more.clicked;
        more.hours.forEach((hour, weight) -> mine.hours.merge(hour, weight, Long::sum));
        mine.fade();
    }

    boolean isEmpty() {
        return channels.isEmpty();
    }

    void forget() {
        channels.clear();
    }
}
