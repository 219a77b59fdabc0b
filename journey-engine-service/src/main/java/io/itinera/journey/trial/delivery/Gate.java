package io.itinera.journey.trial.delivery;

import io.itinera.conditions.DayPart;
import io.itinera.contracts.Consents;
import io.itinera.contracts.MessageOutcome;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Rules on messages in the order in which the suite does: consent, then quiet hours, then caps. Pure. */
public final class Gate {

    private static final Verdict GOES = new Verdict.Goes();

    private final Rules rules;

    /** A gate that goes by these rules. */
    public Gate(Rules rules) {
        this.rules = rules;
    }

    /** What a cap says: how long one too many is held back. */
    private record Excess(Rules.Cap cap, Instant until) {}

    /**
     * What becomes of a message.
     *
     * @param asked the message
     * @param had what the customer has had
     * @param consents what the customer had said by then
     */
    public Verdict rule(Letter.Waiting asked, Had had, Map<String, Boolean> consents, Instant now) {
        String refusal = refusal(asked.letter(), consents);
        if (refusal != null) {
            return new Verdict.Never(refusal);
        }
        Verdict quiet = quiet(asked, now);
        return quiet instanceof Verdict.Goes ? capped(asked, had, now) : quiet;
    }

    /** From when on what went out still counts. */
    public Instant reach(Instant now) {
        return rules.reach(now);
    }

    private String refusal(Letter letter, Map<String, Boolean> consents) {
        Boolean needsYes = rules.purposes().get(letter.purpose());
        if (needsYes == null && !rules.purposes().isEmpty()) {
            return "unknown-purpose";
        }
        Boolean answer = Consents.answer(consents, letter.channel(), letter.purpose());
        if (Boolean.FALSE.equals(answer)) {
            return "denied";
        }
        return Boolean.TRUE.equals(needsYes) && answer == null ? "no-consent" : null;
    }

    private Verdict quiet(Letter.Waiting asked, Instant now) {
        ZoneId zone = zone(asked.letter());
        List<Rules.Quiet> holding = quietFor(asked.letter()).stream()
                .filter(quiet -> quiet.around(now, zone).holds(now))
                .toList();
        if (holding.isEmpty()) {
            return GOES;
        }
        Rules.Quiet first = holding.stream()
                .filter(quiet -> quiet.handling().drops())
                .findFirst()
                .orElse(holding.getFirst());
        Instant until = awake(asked.letter(), now, now.plus(first.handling().atMost()));
        return verdict(asked, first.handling(), until, MessageOutcome.Held.QUIET_HOURS + ":" + first.key());
    }

    private Verdict capped(Letter.Waiting asked, Had had, Instant now) {
        Letter letter = asked.letter();
        Excess worst = rules.caps().stream()
                .filter(cap -> covers(cap.scope(), letter.channel(), letter.purpose()))
                .map(cap -> new Excess(cap, frees(cap, letter, had, now)))
                .filter(excess -> excess.until() != null)
                .max(Comparator.comparing(
                                (Excess excess) -> excess.cap().handling().drops())
                        .thenComparing(Excess::until))
                .orElse(null);
        if (worst == null) {
            return GOES;
        }
        Rules.Handling handling = worst.cap().handling();
        Instant until = awake(letter, worst.until(), worst.until().plus(handling.atMost()));
        return verdict(
                asked,
                handling,
                until,
                MessageOutcome.Held.CAP + ":" + worst.cap().key());
    }

    /** When one more may go as far as a cap is concerned; null where it may at once. */
    private Instant frees(Rules.Cap cap, Letter letter, Had had, Instant now) {
        ZoneId zone = zone(letter) == null ? ZoneOffset.UTC : zone(letter);
        List<Instant> frees = had.uses().stream()
                .filter(use -> covers(cap.scope(), use.channel(), use.purpose()))
                .map(use -> cap.within().after(use.at(), zone))
                .filter(free -> free.isAfter(now))
                .sorted()
                .toList();
        return frees.size() < cap.count() ? null : frees.get(frees.size() - cap.count());
    }

    private static Verdict verdict(Letter.Waiting asked, Rules.Handling handling, Instant until, String why) {
        return handling.allows(asked.askedAt(), until) ? new Verdict.Waits(until) : new Verdict.Never(why);
    }

    /** The first moment from {@code at} on at which no quiet hours hold; where there is none up to {@code limit}, one after that. */
    private Instant awake(Letter letter, Instant at, Instant limit) {
        ZoneId zone = zone(letter);
        Instant free = at;
        boolean moved = true;
        while (moved && !free.isAfter(limit)) {
            moved = false;
            for (Rules.Quiet quiet : quietFor(letter)) {
                DayPart.Opening around = quiet.around(free, zone);
                if (around.holds(free)) {
                    free = around.closes();
                    moved = true;
                }
            }
        }
        return free;
    }

    private List<Rules.Quiet> quietFor(Letter letter) {
        return letter.anyHour()
                ? List.of()
                : rules.quietHours().stream()
                        .filter(quiet -> covers(quiet.scope(), letter.channel(), letter.purpose()))
                        .toList();
    }

    private boolean covers(Rules.Scope scope, String channel, String purpose) {
        return scope.covers(channel, purpose, rules.transactional(purpose));
    }

    private static ZoneId zone(Letter letter) {
        try {
            return letter.zone() == null ? null : ZoneId.of(letter.zone());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
