package io.itinera.journey.reference;

import static io.itinera.journey.reference.ReferenceConditions.list;
import static io.itinera.journey.reference.ReferenceConditions.map;

import io.itinera.contracts.Activity;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.PublishedJourney.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An entry that a schedule or a date brings to a profile that qualifies: one at a time, told apart by the local clock, so that who
 * travels enters once for each local morning, and at once where it has just passed in the new zone.
 */
final class ReferenceStanding {

    private static final int FAR_ENOUGH = 100;

    private final String journey;
    /** Local time of the last one that came, or null. */
    private final LocalDateTime last;
    /** Local time of the one that is awaited, or null. */
    private LocalDateTime awaited;
    /** The moment that this means now. */
    Instant due;

    private record Occurrence(LocalDateTime local, Instant at) {}

    private ReferenceStanding(String journey, LocalDateTime last) {
        this.journey = journey;
        this.last = last;
    }

    /** Nothing is awaited, but what came is known. */
    ReferenceStanding idle() {
        return new ReferenceStanding(journey, last);
    }

    ReferenceStanding notBefore(ReferenceStanding other) {
        if (other.last == null || last != null && !other.last.isAfter(last)) {
            return this;
        }
        ReferenceStanding later = new ReferenceStanding(journey, other.last);
        later.awaited = awaited;
        later.due = due;
        return later;
    }

    /** Each journey that time enters and whose members the profile is among awaits its next occurrence. */
    static void lookAhead(ReferencePerson person, Instant now) {
        for (PublishedJourney journey : person.world.published()) {
            boolean follows = journey.state() != State.ARCHIVED
                    && journey.versions().stream()
                            .filter(v -> v.version() >= journey.current())
                            .anyMatch(v -> person.facts.segments().contains(person.world.members(v)));
            if (follows) {
                person.standings
                        .computeIfAbsent(journey.key(), key -> new ReferenceStanding(key, null))
                        .look(person, journey, now);
            } else {
                person.standings.remove(journey.key());
            }
        }
    }

    private void look(ReferencePerson person, PublishedJourney journey, Instant now) {
        LocalDateTime before = last == null || awaited == null || awaited.isAfter(last) ? awaited : null;
        Instant planned = due;
        awaited = null;
        due = null;
        Map<String, Object> definition = person.world.current(journey);
        Map<String, Object> on = map(map(definition.get("entry")).get("on"));
        PublishedJourney.Version current = Reference.version(journey, journey.current());
        if (!person.facts.segments().contains(person.world.members(current))) {
            return;
        }
        Map<String, Object> times = on.containsKey("schedule") ? map(on.get("schedule")) : on;
        ZoneId zone = ReferenceCalendar.zone(
                "journey".equals(times.get("zone")) ? Map.of() : person.facts.traits(), definition);
        Instant around = before == null ? now : before.atZone(zone).toInstant();
        Occurrence next = occurrences(on, person.facts, around, zone).stream()
                .filter(o -> o.local.equals(before))
                .findFirst()
                .or(() -> occurrences(on, person.facts, now, zone).stream()
                        .filter(o -> o.at.isAfter(now))
                        .filter(o -> o.local.isAfter(LocalDateTime.ofInstant(now, zone)))
                        .filter(o -> last == null || o.local.isAfter(last))
                        .findFirst())
                .orElse(null);
        if (next != null) {
            awaited = next.local;
            due = next.at.isBefore(now) ? now : next.at;
        }
        if (due != null && !due.isAfter(now) && planned != null && person.forTheRecord) {
            // The record alone does not say that the time has come.
            due = planned;
        }
    }

    /** The time has come: the profile enters, or is refused. */
    void comes(ReferencePerson person) {
        ReferenceStanding passed = new ReferenceStanding(journey, awaited);
        person.standings.put(journey, passed);
        PublishedJourney published = person.world.published(journey);
        if (ReferenceEntry.offer(person.world, published, due) == null) {
            return;
        }
        World.Facts known = person.facts;
        Activity occasion = new Activity(
                "time:" + awaited,
                person.id,
                due,
                new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME),
                known.traits(),
                known.computed(),
                known.consents(),
                known.segments(),
                List.of());
        Map<String, Object> on =
                map(map(person.world.current(published).get("entry")).get("on"));
        String why = on.containsKey("date") ? "date" : "schedule";
        new ReferenceEntry(person, published, new ReferenceEntry.Cause(occasion, why, Map.of(), null)).tryEnter();
    }

    // Occurrences.

    /** All that lie near, in order: for a schedule day by day, for a date year by year. */
    private static List<Occurrence> occurrences(Map<String, Object> on, World.Facts facts, Instant now, ZoneId zone) {
        return on.containsKey("schedule") ? scheduled(map(on.get("schedule")), now, zone) : dated(on, facts, now, zone);
    }

    private static List<Occurrence> scheduled(Map<String, Object> times, Instant now, ZoneId zone) {
        List<Occurrence> all = new ArrayList<>();
        LocalTime at = LocalTime.parse((String) times.get("at"));
        LocalDate today =
                times.get("date") instanceof String once ? LocalDate.parse(once) : LocalDate.ofInstant(now, zone);
        for (int day = -FAR_ENOUGH; day < FAR_ENOUGH; day++) {
            LocalDate date = today.plusDays(day);
            if (falls(times, date)) {
                all.add(new Occurrence(date.atTime(at), ReferenceCalendar.instant(date.atTime(at), zone)));
            }
        }
        return all;
    }

    private static boolean falls(Map<String, Object> times, LocalDate date) {
        List<?> days = list(times.get("days"));
        boolean fits =
                days.isEmpty() || days.contains(date.getDayOfWeek().name().toLowerCase(Locale.ROOT));
        if (times.get("date") instanceof String once) {
            return date.equals(LocalDate.parse(once));
        }
        if ("month".equals(times.get("every"))) {
            boolean earlier = date.withDayOfMonth(1)
                    .datesUntil(date)
                    .anyMatch(d -> days.contains(d.getDayOfWeek().name().toLowerCase(Locale.ROOT)));
            return days.isEmpty()
                    ? date.getDayOfMonth() == Math.min(((Number) times.get("date")).intValue(), date.lengthOfMonth())
                    : fits && !earlier;
        }
        return fits;
    }

    private static List<Occurrence> dated(Map<String, Object> on, World.Facts facts, Instant now, ZoneId zone) {
        String trait = (String) map(on.get("date")).get("trait");
        Object value = facts.traits().getOrDefault(trait, facts.computed().get(trait));
        Instant date = ReferenceCalendar.time(value, zone);
        if (!"yearly".equals(on.get("repeat"))) {
            return date == null ? List.of() : List.of(placed(on, date, zone));
        }
        LocalDateTime first = date == null ? withoutYear(value) : LocalDateTime.ofInstant(date, zone);
        List<Occurrence> all = new ArrayList<>();
        int year = LocalDate.ofInstant(now, zone).getYear();
        for (int y = year - 3; first != null && y < year + 4; y++) {
            if (y >= first.getYear()) {
                all.add(placed(on, ReferenceCalendar.instant(first.withYear(y), zone), zone));
            }
        }
        return all.stream().filter(Objects::nonNull).toList();
    }

    private static Occurrence placed(Map<String, Object> on, Instant date, ZoneId zone) {
        Instant moved = on.containsKey("offset") ? ReferenceCalendar.plus(date, (String) on.get("offset"), zone) : date;
        LocalDateTime local = LocalDateTime.ofInstant(moved, zone);
        if (!on.containsKey("timeOfDay")) {
            return new Occurrence(local, moved);
        }
        LocalDateTime clock = local.toLocalDate().atTime(LocalTime.parse((String) on.get("timeOfDay")));
        return new Occurrence(clock, ReferenceCalendar.instant(clock, zone));
    }

    /** A birthday of which the year is not told. */
    private static LocalDateTime withoutYear(Object value) {
        try {
            return value instanceof String text
                    ? MonthDay.parse(text.startsWith("--") ? text : "--" + text)
                            .atYear(1904)
                            .atStartOfDay()
                    : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
