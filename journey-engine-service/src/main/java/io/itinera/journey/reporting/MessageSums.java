package io.itinera.journey.reporting;

import java.util.Map;
import java.util.TreeMap;

/** Adds up what became of one step's messages. */
final class MessageSums {

    private final Map<String, Long> statuses = new TreeMap<>();
    private final Map<String, Long> suppressed = new TreeMap<>();
    private final Map<String, Long> bounced = new TreeMap<>();
    private final Map<String, Map<String, Long>> channels = new TreeMap<>();

    void add(String channel, String status, String reason, long n) {
        statuses.merge(status, n, Long::sum);
        channels.computeIfAbsent(channel, _ -> new TreeMap<>()).merge(status, n, Long::sum);
        switch (status) {
            case "suppressed" -> suppressed.merge(reason, n, Long::sum);
            case "bounced" -> bounced.merge(reason, n, Long::sum);
            default -> {
                // The status says all.
            }
        }
    }

    JourneyReport.Messages build(long requested) {
        return new JourneyReport.Messages(requested, statuses, suppressed, bounced, channels);
    }
}
