package io.itinera.policies;

import io.itinera.contracts.MessageOutcome.Held;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts messages against caps, one after the other: one that may go counts for those that follow. Pure, and of one batch: whoever uses
 * it sees to it that nobody else counts the same customers meanwhile.
 */
public final class CapCounts {

    private static final Ruling GO = new Ruling.Go();

    private final Policies policies;
    private final Instant now;
    private final Map<String, List<Use>> uses = new HashMap<>();

    /**
     * @param policies the caps
     * @param uses what customers have had, as far back as {@link Policies#reach()}
     * @param now the time
     */
    public CapCounts(Policies policies, List<Use> uses, Instant now) {
        this.policies = policies;
        this.now = now;
        uses.forEach(this::add);
    }

    /**
     * A message that a customer has had, or is about to have.
     *
     * @param person whose messages count together
     * @param way how it went out
     * @param at when
     * @param open true while its provider's answer is not known: it counts as if it went out now
     */
    public record Use(String person, Scope.Way way, Instant at, boolean open) {}

    /** What the caps say. Of several that hold it back, one that drops decides, else the one that holds longest. */
    public Ruling rule(Asked asked) {
        Excess worst = policies.caps().stream()
                .filter(cap -> cap.scope().covers(asked.way()))
                .map(cap -> count(cap, asked))
                .filter(Excess::exceeds)
                .max(Comparator.comparing(Excess::drops).thenComparing(Excess::until))
                .orElse(null);
        if (worst == null) {
            add(new Use(asked.person(), asked.way(), now, true));
            return GO;
        }
        return ruling(asked, worst);
    }

    private Ruling ruling(Asked asked, Excess excess) {
        Handling handling = excess.cap().handling();
        Instant until = policies.awake(asked, excess.until(), excess.until().plus(handling.atMost()));
        boolean later = handling.allows(asked.askedAt(), until);
        Held held = new Held(
                Held.CAP,
                excess.cap().key(),
                excess.counted(),
                excess.cap().count(),
                excess.cap().within().toString(),
                zone(asked).getId(),
                later ? until : null);
        return later ? new Ruling.Later(held) : new Ruling.Never(held);
    }

    private Excess count(Cap cap, Asked asked) {
        List<Instant> frees = uses.getOrDefault(asked.person(), List.of()).stream()
                .filter(use -> cap.scope().covers(use.way()))
                .map(use -> cap.frees(use.open() ? now : use.at(), zone(asked)))
                .filter(free -> free.isAfter(now))
                .sorted()
                .toList();
        return new Excess(cap, frees.size(), frees.size() < cap.count() ? now : frees.get(frees.size() - cap.count()));
    }

    private static ZoneId zone(Asked asked) {
        return asked.zone() == null ? ZoneOffset.UTC : asked.zone();
    }

    private void add(Use use) {
        uses.computeIfAbsent(use.person(), _ -> new ArrayList<>()).add(use);
    }

    /** A cap, how many messages count towards it, and when one more may go. */
    private record Excess(Cap cap, int counted, Instant until) {

        boolean exceeds() {
            return counted >= cap.count();
        }

        boolean drops() {
            return cap.handling().action() == Handling.Action.DROP;
        }
    }
}
