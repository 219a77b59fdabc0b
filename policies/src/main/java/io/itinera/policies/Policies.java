package io.itinera.policies;

import io.itinera.conditions.DayPart;
import io.itinera.contracts.MessageOutcome.Held;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * All policies at one time, in the order of their keys. Pure: what it says follows from the message, what the customer has had, and the
 * time.
 *
 * @param caps frequency caps
 * @param quietHours quiet hours
 */
public record Policies(List<Cap> caps, List<QuietHours> quietHours) {

    /** No policy at all. */
    public static final Policies NONE = new Policies(List.of(), List.of());

    private static final Ruling GO = new Ruling.Go();

    public Policies {
        caps = caps.stream().sorted(Comparator.comparing(Cap::key)).toList();
        quietHours = quietHours.stream()
                .sorted(Comparator.comparing(QuietHours::key))
                .toList();
    }

    /** True when a cap holds for such messages. */
    public boolean capped(Scope.Way way) {
        return caps.stream().anyMatch(cap -> cap.scope().covers(way));
    }

    /** How far back messages can count. */
    public Duration reach() {
        return caps.stream().map(Cap::reach).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** What quiet hours say. Of several, one that drops decides, else the first; it waits until none of them holds. */
    public Ruling quiet(Asked asked, Instant now) {
        List<QuietHours> holding = quietFor(asked).stream()
                .filter(q -> q.around(now, asked.zone()).holds(now))
                .toList();
        if (holding.isEmpty()) {
            return GO;
        }
        QuietHours first = holding.stream()
                .filter(q -> q.handling().action() == Handling.Action.DROP)
                .findFirst()
                .orElse(holding.getFirst());
        Instant until = awake(asked, now, now.plus(first.handling().atMost()));
        boolean later = first.handling().allows(asked.askedAt(), until);
        ZoneId zone = first.zoneFor(asked.zone());
        Held held =
                new Held(Held.QUIET_HOURS, first.key(), null, null, first.window(), zone.getId(), later ? until : null);
        return later ? new Ruling.Later(held) : new Ruling.Never(held);
    }

    /**
     * The first moment from {@code at} on at which no quiet hours hold for the message. Where there is none up to {@code limit}, one
     * after that.
     */
    Instant awake(Asked asked, Instant at, Instant limit) {
        List<QuietHours> concerned = quietFor(asked);
        Instant free = at;
        boolean moved = true;
        while (moved && !free.isAfter(limit)) {
            moved = false;
            for (QuietHours quiet : concerned) {
                DayPart.Opening around = quiet.around(free, asked.zone());
                if (around.holds(free)) {
                    free = around.closes();
                    moved = true;
                }
            }
        }
        return free;
    }

    private List<QuietHours> quietFor(Asked asked) {
        return asked.ignoresQuietHours()
                ? List.of()
                : quietHours.stream().filter(q -> q.scope().covers(asked.way())).toList();
    }
}
