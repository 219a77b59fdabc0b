package io.itinera.journey.trial.delivery;

import io.itinera.contracts.Consents;
import io.itinera.policies.Asked;
import io.itinera.policies.CapCounts;
import io.itinera.policies.Ruling;
import io.itinera.policies.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Rules on messages in the order in which the suite does: consent, then quiet hours, then caps. Pure. */
public final class Gate {

    /** One customer's messages are counted at a time. */
    private static final String CUSTOMER = "";

    private final Rules rules;

    /** A gate that goes by these rules. */
    public Gate(Rules rules) {
        this.rules = rules;
    }

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
        Asked message = asked(asked);
        Ruling quiet = rules.policies().quiet(message, now);
        return verdict(quiet instanceof Ruling.Go ? counts(had, now).rule(message) : quiet);
    }

    /** From when on what went out still counts. */
    public Instant reach(Instant now) {
        return now.minus(rules.policies().reach());
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

    private CapCounts counts(Had had, Instant now) {
        List<CapCounts.Use> uses = had.uses().stream()
                .map(use -> new CapCounts.Use(CUSTOMER, way(use.channel(), use.purpose()), use.at(), false))
                .toList();
        return new CapCounts(rules.policies(), uses, now);
    }

    private Asked asked(Letter.Waiting asked) {
        Letter letter = asked.letter();
        return new Asked(
                letter.instance(),
                CUSTOMER,
                way(letter.channel(), letter.purpose()),
                zone(letter),
                letter.anyHour(),
                asked.askedAt());
    }

    private Scope.Way way(String channel, String purpose) {
        return new Scope.Way(channel, purpose, rules.transactional(purpose));
    }

    private static Verdict verdict(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Go _ -> new Verdict.Goes();
            case Ruling.Later(var held) -> new Verdict.Waits(held.until());
            case Ruling.Never(var held) -> new Verdict.Never(held.reason());
        };
    }

    private static ZoneId zone(Letter letter) {
        try {
            return letter.zone() == null ? null : ZoneId.of(letter.zone());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
