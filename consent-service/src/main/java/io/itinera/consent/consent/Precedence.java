package io.itinera.consent.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What several choices add up to. Pure.
 *
 * <p>A no counts, whatever its scope, until a later yes of a narrower scope takes an exception out of it. A yes counts as
 * long as no such no covers the question. Of profiles that were merged, each is judged by its own choices, and one no is
 * a no.
 */
public final class Precedence {

    private Precedence() {}

    /**
     * The choice that decides about {@code asked}.
     *
     * @param choices latest choice per origin, channel and purpose
     * @param asked the scope that is asked about; with a wildcard, only choices that cover all of it count
     * @return empty when the customer was never asked, which is not a no
     */
    public static Optional<Choice> decide(Collection<Choice> choices, Scope asked) {
        Map<UUID, List<Choice>> byOrigin = choices.stream()
                .filter(choice -> choice.scope().covers(asked))
                .collect(Collectors.groupingBy(Choice::origin));
        return byOrigin.values().stream()
                .flatMap(own -> decideOwn(own).stream())
                .reduce(Precedence::stricter);
    }

    /**
     * The choices as a reader needs them who only looks up the most specific: for each channel and purpose that occurs,
     * wildcards included, what decides about it. The scope is that of the question, the proof that of the decision.
     */
    public static List<Choice> effective(Collection<Choice> choices) {
        TreeSet<String> channels = new TreeSet<>();
        TreeSet<String> purposes = new TreeSet<>();
        for (Choice choice : choices) {
            channels.add(choice.scope().channel());
            purposes.add(choice.scope().purpose());
        }
        List<Choice> effective = new ArrayList<>();
        for (String channel : channels) {
            for (String purpose : purposes) {
                Scope scope = new Scope(channel, purpose);
                decide(choices, scope)
                        .map(c -> new Choice(c.origin(), scope, c.granted(), c.decidedAt(), c.proof()))
                        .ifPresent(effective::add);
            }
        }
        return effective;
    }

    private static Optional<Choice> decideOwn(List<Choice> own) {
        Optional<Choice> no = own.stream()
                .filter(choice -> !choice.granted())
                .filter(denial -> own.stream().noneMatch(grant -> lifts(grant, denial)))
                .max(Choice.ORDER);
        return no.isPresent() ? no : own.stream().filter(Choice::granted).max(Choice.ORDER);
    }

    private static boolean lifts(Choice grant, Choice denial) {
        return grant.granted() && grant.laterThan(denial) && grant.scope().narrowerThan(denial.scope());
    }

    private static Choice stricter(Choice a, Choice b) {
        if (a.granted() != b.granted()) {
            return a.granted() ? b : a;
        }
        return a.laterThan(b) ? a : b;
    }
}
