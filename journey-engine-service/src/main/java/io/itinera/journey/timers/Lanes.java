package io.itinera.journey.timers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;

/** All lanes of a partition: of each journey its backlogs, and the timers to come. */
final class Lanes {

    /** As many backlogs of one journey; what else comes too much goes to the end of the latest. */
    private static final int MOST_BACKLOGS = 8;

    private final Map<String, List<Lane>> ofJourney = new HashMap<>();
    private final TreeSet<Lane> byDue = new TreeSet<>(Lane.BY_DUE);
    private int backlogs;

    /** A timer was set. */
    void set(String journey, Bytes key) {
        Instant due = TimerKey.due(key);
        List<Lane> own = ofJourney.computeIfAbsent(journey, _ -> new ArrayList<>());
        for (Lane lane : own) {
            if (lane.takes(due)) {
                if (key.compareTo(lane.cursor()) < 0) {
                    move(lane, key);
                }
                return;
            }
        }
        add(own, new Lane(journey, null, key));
    }

    /** Those of which something is due by then, the earliest first. */
    List<Lane> dueBy(Instant now) {
        List<Lane> due = new ArrayList<>();
        for (Lane lane : byDue) {
            if (lane.due().isAfter(now)) {
                break;
            }
            due.add(lane);
        }
        return due;
    }

    /** Whether there is a backlog. */
    boolean areBehind() {
        return backlogs > 0;
    }

    /** The next timer of the lane's journey, which may be beyond the lane; null where there is none. */
    void goesOn(Lane lane, Bytes next) {
        if (next == null || !lane.takes(TimerKey.due(next))) {
            remove(lane);
        } else {
            move(lane, next);
        }
    }

    /** Its share was too small: what was due by {@code now} is a backlog, and what comes due later need not wait for it. */
    void fallsBehind(Lane lane, Instant now) {
        List<Lane> own = ofJourney.get(lane.journey());
        if (lane.isBacklog() || own.size() > MOST_BACKLOGS) {
            return;
        }
        Bytes cursor = lane.cursor();
        remove(lane);
        Lane backlog = new Lane(lane.journey(), now, cursor);
        backlog.took(lane.served(), lane.taken());
        List<Lane> all = ofJourney.computeIfAbsent(lane.journey(), _ -> new ArrayList<>());
        add(all, backlog);
        add(all, new Lane(lane.journey(), null, TimerKey.from(lane.journey(), now.plusNanos(1))));
    }

    private void add(List<Lane> own, Lane lane) {
        own.add(lane);
        byDue.add(lane);
        backlogs += lane.isBacklog() ? 1 : 0;
    }

    private void remove(Lane lane) {
        byDue.remove(lane);
        backlogs -= lane.isBacklog() ? 1 : 0;
        List<Lane> own = ofJourney.get(lane.journey());
        own.remove(lane);
        if (own.isEmpty()) {
            ofJourney.remove(lane.journey());
        }
    }

    private void move(Lane lane, Bytes key) {
        byDue.remove(lane);
        lane.standsAt(key);
        byDue.add(lane);
    }
}
