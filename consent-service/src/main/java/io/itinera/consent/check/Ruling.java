package io.itinera.consent.check;

import io.itinera.consent.consent.Choice;
import io.itinera.consent.consent.Precedence;
import io.itinera.consent.consent.Scope;
import io.itinera.consent.policy.Purposes.Purpose;
import io.itinera.consent.suppression.Suppressions.Stop;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What decides about one message. Pure.
 *
 * @param reason why
 * @param seq the ledger row that it relies on, 0 when it relies on the purpose's rule alone
 * @param hash that row's hash, or null
 */
record Ruling(Reason reason, long seq, String hash) {

    /**
     * Rules on a message: an unknown purpose and a suppressed address stop it, then a no, then, where the purpose needs one, the
     * lack of a yes.
     *
     * @param purpose the message's purpose, empty when it is not configured
     * @param asked channel and purpose, no wildcards
     * @param choices the profile's latest choices
     * @param stops what is known about the address
     */
    static Ruling on(Optional<Purpose> purpose, Scope asked, Collection<Choice> choices, List<Stop> stops) {
        if (purpose.isEmpty()) {
            return new Ruling(Reason.UNKNOWN_PURPOSE, 0, null);
        }
        Optional<Stop> stop = stops.stream()
                .filter(entry -> entry.channel().equals(asked.channel())
                        || entry.channel().equals(Scope.ALL))
                .findFirst();
        if (stop.isPresent()) {
            return new Ruling(
                    Reason.SUPPRESSED_ADDRESS, stop.get().seq(), stop.get().hash());
        }
        Optional<Choice> choice = Precedence.decide(choices, asked);
        if (choice.isPresent() && !choice.get().granted()) {
            return relyingOn(Reason.DENIED, choice.get());
        }
        if (!purpose.get().optIn()) {
            return new Ruling(Reason.TRANSACTIONAL, 0, null);
        }
        return choice.map(yes -> relyingOn(Reason.OPT_IN, yes)).orElse(new Ruling(Reason.NO_CONSENT, 0, null));
    }

    private static Ruling relyingOn(Reason reason, Choice choice) {
        return new Ruling(reason, choice.proof().seq(), choice.proof().hash());
    }
}
