package io.itinera.journey.definition;

import io.itinera.conditions.Facts;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import io.itinera.journey.learning.BestHour;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Evidence;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Waits for the local hour at which a profile answers most on a channel: by its own opens and clicks, by those of all people where it
 * has too few, by a given hour or at once where nothing is known. The moment is decided once, when the wait begins.
 *
 * @param atMost longest wait
 * @param floor percent of the visits at which any hour within the wait is tried
 * @param holdout percent of the profiles for which nothing is learned, to measure the others against
 * @param otherwise local time where nothing is known, if it comes in time; null for at once
 * @param learn false to go by {@code otherwise} alone
 */
record BestTime(Span atMost, double floor, double holdout, LocalTime otherwise, boolean learn) {

    /** Floor where the author names none. */
    static final double FLOOR = 5;

    /** Flag of a detail: the profile is in the held-out share. */
    static final String HELD_OUT = "hourHeldOut";

    /** A profile with fewer opens or clicks on a channel is not known; a click weighs as much as three opens. */
    private static final long ENOUGH_OWN = 3;

    private static final long ENOUGH_OF_PEOPLE = 100;

    /**
     * A moment, and why.
     *
     * @param at not before now
     * @param detail the operands, {@link Evidence} left out
     * @param byPeople true when the answers of all people bore on it
     */
    record Chosen(Instant at, Map<String, Object> detail, boolean byPeople) {}

    /** Reads {@code bestTime}: a duration, or an object; null where there is none. */
    static BestTime read(Fields fields) {
        if (!(fields.value("bestTime") instanceof Map)) {
            Span atMost = fields.span("bestTime");
            return atMost == null ? null : new BestTime(atMost, FLOOR, 0, null, true);
        }
        Fields best = fields.object("bestTime");
        if (!best.has("atMost")) {
            best.error("atMost", "is missing, expected how long to wait at most");
        }
        return new BestTime(
                best.span("atMost"),
                Percent.read(best, "floor", FLOOR, 100),
                Percent.read(best, "holdout", 0, 100),
                UntilReader.time(best, "otherwise", null),
                best.flag("learn", true));
    }

    /** What it does, as the end of a sentence. */
    String describe() {
        return "at the hour at which the profile answers most, within " + Words.span(atMost)
                + (otherwise == null ? "" : ", at " + otherwise + " o’clock where nothing is known");
    }

    /** The moment for a channel. */
    Chosen choose(Moment moment, String channel) {
        Facts facts = moment.facts();
        List<BestHour> moments = BestHour.until(atMost.after(facts.now(), facts.zone()), facts.now(), facts.zone());
        double held = moment.chance().ofProfile("hour holdout") * 100;
        if (held < holdout) {
            return byDefault(HELD_OUT, moments, facts);
        }
        if (!learn || !moment.learns()) {
            return byDefault("hourFixed", moments, facts);
        }
        Engagement.Channel own = moment.evidence().own().channel(channel);
        Engagement.Channel people = moment.evidence().population().channel(channel);
        boolean byOwn = own.answers() >= ENOUGH_OWN;
        if (!byOwn && people.answers() < ENOUGH_OF_PEOPLE) {
            return byDefault("hourDefault", moments, facts);
        }
        double explored = moment.chance().ofVisit("hour explore") * 100;
        if (explored < floor) {
            return chosen("hourExplored", moments.get((int) (explored / floor * moments.size())), !byOwn);
        }
        return byOwn
                ? chosen("hourOwn", BestHour.of(moments, own.hours()), false)
                : chosen("hourOfPeople", BestHour.of(moments, people.hours()), true);
    }

    /** What the choice went by, as it is recorded. */
    static Map<String, Object> evidence(Moment moment, String channel, Chosen chosen) {
        Evidence evidence = moment.evidence();
        Set<String> one = Set.of(channel);
        return evidence.told(
                evidence.own().only(one, channel),
                chosen.byPeople() ? evidence.population().only(one, channel) : null);
    }

    private Chosen byDefault(String flag, List<BestHour> moments, Facts facts) {
        BestHour now = moments.getFirst();
        if (otherwise == null) {
            return chosen(flag, now, false);
        }
        ZoneId zone = facts.zone();
        Instant latest = atMost.after(facts.now(), zone);
        // A time that the clock skips at the end of a day comes on the next one.
        LocalDate day = LocalDate.ofInstant(facts.now(), zone).minusDays(1);
        Instant at = Span.instant(day.atTime(otherwise), zone);
        while (at.isBefore(facts.now())) {
            day = day.plusDays(1);
            at = Span.instant(day.atTime(otherwise), zone);
        }
        return at.isAfter(latest)
                ? chosen(flag, now, false)
                : chosen(flag, new BestHour(at, at.atZone(zone).getHour()), false);
    }

    private Chosen chosen(String flag, BestHour moment, boolean byPeople) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put(flag, true);
        detail.put("hour", moment.hour());
        return new Chosen(moment.at(), detail, byPeople);
    }
}
