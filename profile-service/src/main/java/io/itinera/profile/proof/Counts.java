package io.itinera.profile.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.conditions.EventCount;
import io.itinera.profile.ProfileConfig;
import io.itinera.profile.proof.DeedStore.Deed;
import io.itinera.profile.proof.PlainProfile.Occurrence;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Counts what one profile did, as of some time, so that a decision over its history can be explained. It is counted in the timeline, so
 * that no more is known than is kept there, a moment behind what memberships follow.
 */
@ApplicationScoped
class Counts {

    /** More of the named events than anyone did who is to be explained; a bound for what one question reads. */
    private static final int MOST = 20_000;

    private final DeedStore store;
    private final ProfileConfig config;
    private final InstantSource clock;

    Counts(DeedStore store, ProfileConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What is to be counted.
     *
     * @param asked the condition
     * @param at as of when
     * @param zone of the profile
     */
    record Question(EventCount asked, Instant at, ZoneId zone) {}

    /**
     * What was counted.
     *
     * @param count how often it happened within the condition's time
     * @param last when it happened last before {@code at}, also longer ago than that; left out where that is not known
     * @param partial true when more may have happened before the timeline begins; left out when not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tally(
            long count,
            Instant last,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean partial) {}

    /** The answers, in the order of the questions. */
    List<Tally> of(UUID profile, List<Question> questions) {
        Set<String> names = new TreeSet<>();
        Instant latest = Instant.EPOCH;
        for (Question question : questions) {
            names.add(question.asked().event());
            latest = question.at().isAfter(latest) ? question.at() : latest;
        }
        List<Deed> deeds = store.upTo(profile, names, latest, MOST);
        Instant begin = clock.instant().minus(config.timeline().retention());
        boolean cut = deeds.size() == MOST || store.livedBefore(profile, begin);
        Instant known = deeds.size() == MOST ? deeds.getLast().occurrence().received() : begin;
        return questions.stream()
                .map(question -> count(deeds, question, cut ? known : Instant.MIN))
                .toList();
    }

    private static Tally count(List<Deed> deeds, Question question, Instant known) {
        EventCount asked = question.asked();
        List<Occurrence> did = deeds.stream()
                .filter(deed -> !deed.since().isAfter(question.at()))
                .map(Deed::occurrence)
                .filter(one -> !one.received().isAfter(question.at()) && one.isA(asked, question.zone()))
                .toList();
        long count = did.stream()
                .filter(one -> one.isWithin(asked, question.at(), question.zone()))
                .count();
        boolean partial = asked.within() == null
                ? !known.equals(Instant.MIN)
                : asked.within().negated().after(question.at(), question.zone()).isBefore(known);
        return new Tally(
                count,
                did.stream().map(Occurrence::at).max(Comparator.naturalOrder()).orElse(null),
                partial);
    }
}
