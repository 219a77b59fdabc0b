package io.itinera.journey.trial.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a customer has had, and what waits.
 *
 * @param uses messages that went out
 * @param waiting messages that are held back
 * @param consents what the customer had said by the latest activity, as long as something waits
 */
public record Had(List<Use> uses, List<Letter.Waiting> waiting, Map<String, Boolean> consents) {

    /** Nothing. */
    public static final Had NONE = new Had(null, null, null);

    public Had {
        uses = uses == null ? List.of() : uses;
        waiting = waiting == null ? List.of() : waiting;
        consents = consents == null || waiting.isEmpty() ? Map.of() : consents;
    }

    /** A message that went out. */
    public record Use(String channel, String purpose, Instant at) {}

    /** What is looked at again by then, the earliest first. */
    public Optional<Letter.Waiting> due(Instant by) {
        return waiting.stream()
                .filter(letter -> !letter.due().isAfter(by))
                .min(Comparator.comparing(Letter.Waiting::due));
    }

    /** The same with one more that went out, and without those that no longer count. */
    public Had with(Use use, Instant since) {
        List<Use> all = new ArrayList<>(uses);
        all.removeIf(one -> one.at().isBefore(since));
        all.add(use);
        return new Had(all, waiting, consents);
    }

    /** The same with one more that waits. */
    public Had with(Letter.Waiting letter, Map<String, Boolean> said) {
        List<Letter.Waiting> all = new ArrayList<>(waiting);
        all.add(letter);
        return new Had(uses, all, said);
    }

    /** The same without some that wait. */
    public Had without(Predicate<Letter.Waiting> over) {
        return new Had(uses, waiting.stream().filter(over.negate()).toList(), consents);
    }

    /** The same of a customer who has said that since. */
    public Had saying(Map<String, Boolean> said) {
        return new Had(uses, waiting, said);
    }

    /** Two customers who turned out to be one. */
    public Had and(Had other) {
        List<Use> all = new ArrayList<>(uses);
        all.addAll(other.uses);
        List<Letter.Waiting> both = new ArrayList<>(waiting);
        both.addAll(other.waiting);
        return new Had(all, both, waiting.isEmpty() ? other.consents : consents);
    }
}
