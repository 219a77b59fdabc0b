package io.itinera.journey.trial.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.Condition;
import io.itinera.conditions.Conditions;
import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JsonSerde;
import io.itinera.journey.engine.Knowledge;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final JsonSerde<Membership> FORM = JsonSerde.of(Membership.class);
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/Sao_Paulo", "Pacific/Auckland", "none");
    private static final Map<String, Object> LOGIN = Map.of("event", "Login");

    /** Conditions of all kinds that a segment may have. */
    private static final List<Map<String, Object>> ASKED = List.of(
            LOGIN,
            Map.of("event", "Login", "count", Map.of("gte", 3)),
            Map.of("event", "Login", "count", Map.of("lt", 1), "within", "P14D"),
            Map.of("event", "Login", "count", Map.of("eq", 2), "within", "P3D"),
            Map.of("event", "Login", "count", Map.of("gte", 2), "within", "PT36H"),
            Map.of("event", "Paid", "within", "P1M", "where", Map.of("property", "total", "gte", 50)),
            Map.of(
                    "event",
                    "Paid",
                    "count",
                    Map.of("between", List.of(1, 2)),
                    "where",
                    Map.of("property", "event.total", "lt", 50)),
            Map.of("trait", "lastLogin", "before", "-P14D"),
            Map.of("trait", "lastLogin", "within", "P2D"),
            Map.of("trait", "renewal", "between", List.of("-P1D", "P7D")),
            Map.of(
                    "all",
                    List.of(
                            Map.of("trait", "plan", "eq", "pro"),
                            Map.of("not", Map.of("event", "Login", "within", "P7D")))),
            Map.of(
                    "any",
                    List.of(
                            Map.of("segment", "staff"),
                            Map.of("consent", Map.of("channel", "email", "purpose", "marketing")))));

    private static Map<String, Condition> conditions() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        ASKED.forEach(json -> conditions.put("segment-" + conditions.size(), Conditions.parse(json, "")));
        return conditions;
    }

    private static Memberships memberships(Map<String, Condition> conditions, Instant until) {
        List<Memberships.Segment> segments = new ArrayList<>();
        conditions.forEach((key, condition) -> segments.add(new Memberships.Segment(key, condition, null, until)));
        return new Memberships(segments);
    }

    /** The same conditions in each of the zones, each beside the others. */
    private static List<Memberships.Segment> inZones(ZoneId... zones) {
        List<Memberships.Segment> segments = new ArrayList<>();
        for (ZoneId zone : zones) {
            conditions()
                    .forEach((key, condition) ->
                            segments.add(new Memberships.Segment(key + "@" + zone, condition, zone, Instant.MAX)));
        }
        return segments;
    }

    private static Activity passed(Membership so) {
        return activity(
                so.due().orElseThrow(), new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.TIME), so.known());
    }

    private static Activity activity(Instant at, Activity.Cause cause, Knowledge known) {
        return new Activity(
                "a" + at.toEpochMilli(),
                "p",
                at,
                cause,
                known.traits(),
                known.computed(),
                known.consents(),
                known.segments(),
                List.of());
    }

    private static Activity login(Instant at, Instant occurredAt) {
        return activity(
                at,
                new Activity.Tracked(EventType.TRACK, "Login", Map.of(), Map.of(), occurredAt, "test"),
                Knowledge.NONE);
    }

    /** One profile's life by chance: events early and late, traits that come and go, and a zone that changes. */
    private static final class Chance {
        private final Random random;
        private final Map<String, Object> traits = new HashMap<>();
        private final Map<String, Boolean> consents = new HashMap<>();
        private final Set<String> segments = new HashSet<>();
        private Instant at = START;

        Chance(long seed) {
            random = new Random(seed);
        }

        Activity next() {
            Duration step =
                    switch (random.nextInt(4)) {
                        case 0 -> Duration.ofMillis(1 + random.nextInt(3));
                        case 1 -> Duration.ofMinutes(random.nextInt(600));
                        case 2 -> Duration.ofHours(12L * random.nextInt(8));
                        default -> Duration.ofMinutes(random.nextInt(20 * 24 * 60));
                    };
            at = at.plus(step);
            return activity(
                    at,
                    cause(random.nextInt(10)),
                    new Knowledge(Map.copyOf(traits), Map.of(), Map.copyOf(consents), Set.copyOf(segments)));
        }

        private Activity.Cause cause(int kind) {
            return switch (kind) {
                case 0, 1, 2, 3 -> tracked(EventType.TRACK, "Login");
                case 4, 5 -> tracked(EventType.TRACK, "Paid");
                case 6 -> {
                    traits.put("timezone", ZONES.get(random.nextInt(ZONES.size())));
                    traits.put("lastLogin", moment(-30, 5));
                    yield tracked(EventType.IDENTIFY, null);
                }
                case 7 -> {
                    traits.put("plan", random.nextBoolean() ? "pro" : "free");
                    traits.put("renewal", moment(-3, 20));
                    yield tracked(EventType.IDENTIFY, null);
                }
                case 8 -> {
                    consents.put("email/marketing", random.nextBoolean());
                    yield new Activity.ConsentChanged(Map.of());
                }
                default -> {
                    if (!segments.remove("staff")) {
                        segments.add("staff");
                    }
                    yield new Activity.SegmentsChanged(Activity.SegmentsChanged.Why.DEFINITION);
                }
            };
        }

        private String moment(int from, int to) {
            Instant moment = at.plus(Duration.ofMinutes(random.nextLong(from * 1440L, to * 1440L)));
            return random.nextBoolean() ? moment.toString() : moment.toString().substring(0, 10);
        }

        private Activity.Tracked tracked(EventType type, String name) {
            Instant occurred =
                    switch (random.nextInt(4)) {
                        case 0 -> at.minus(Duration.ofMinutes(random.nextInt(30 * 24 * 60)));
                        case 1 -> at.plusSeconds(60);
                        default -> at;
                    };
            return new Activity.Tracked(type, name, Map.of("total", random.nextInt(100)), Map.of(), occurred, "test");
        }
    }

    @Property(tries = 300, seed = "11", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void membershipsAreThoseThatAskingEveryConditionAnewAtAnyTimeGives(@ForAll long seed) {
        List<Memberships.Segment> segments = inZones(null, ZoneId.of("Pacific/Auckland"));
        Memberships memberships = new Memberships(segments);
        Chance chance = new Chance(seed);
        List<Activity> lived = new ArrayList<>();
        Membership so = Membership.NONE;
        Set<String> told = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            Activity next = chance.next();
            while (so.due().filter(due -> !due.isAfter(next.at())).isPresent()) {
                Instant due = so.due().orElseThrow();
                assertAsAsked(so.in(), segments, lived, due.minusMillis(1));
                so = follow(told, memberships.after(so, passed(so)));
                assertAsAsked(so.in(), segments, lived, due);
            }
            if (!lived.isEmpty() && so.asOf() < next.at().toEpochMilli()) {
                assertAsAsked(so.in(), segments, lived, next.at().minusMillis(1));
            }
            lived.add(next);
            so = follow(told, memberships.after(FORM.read(FORM.write(so)), next));
            assertAsAsked(so.in(), segments, lived, next.at());
            assertThat(told).isEqualTo(so.in());
        }
    }

    private static Membership follow(Set<String> told, Memberships.Told step) {
        step.activity().segmentChanges().forEach(change -> {
            boolean other = change.entered() ? told.add(change.segment()) : told.remove(change.segment());
            assertThat(other).isTrue();
        });
        assertThat(step.activity().segments()).containsAll(told);
        return step.membership();
    }

    private static void assertAsAsked(
            Set<String> in, List<Memberships.Segment> segments, List<Activity> lived, Instant now) {
        for (Memberships.Segment segment : segments) {
            PlainLife life = new PlainLife(lived, segment.zone() == null ? ZoneOffset.UTC : segment.zone());
            assertThat(in.contains(segment.key()))
                    .as("%s in %s at %s", segment.condition().describe(), segment.zone(), now)
                    .isEqualTo(life.holds(segment.condition(), now));
        }
    }

    @Test
    void whatHeldBeforeTheRecordBeginsIsFilledAndWhatTheFirstEventBringsIsNot() {
        Memberships memberships = memberships(
                Map.of(
                        "some", Conditions.parse(LOGIN, ""),
                        "none", Conditions.parse(Map.of("not", LOGIN), ""),
                        "else", Conditions.parse(Map.of("not", Map.of("event", "Paid")), "")),
                Instant.MAX);

        Memberships.Told first = memberships.first(login(START, START));

        assertThat(first.activity().segmentChanges())
                .containsExactlyInAnyOrder(
                        new Activity.SegmentChange("some", true, false),
                        new Activity.SegmentChange("else", true, true));
        assertThat(first.membership().in()).containsExactlyInAnyOrder("some", "else");
    }

    @Test
    void theRecordTellsASegmentItselfFromThatTimeOn() {
        Instant until = START.plus(Duration.ofDays(3));
        Memberships memberships =
                memberships(Map.of("some", Conditions.parse(Map.of("event", "Login", "within", "P7D"), "")), until);
        Membership so = memberships.after(Membership.NONE, login(START, START)).membership();

        Memberships.Told later = memberships.after(so, login(until, until));

        assertThat(so.in()).containsExactly("some");
        assertThat(so.due()).isEmpty();
        assertThat(later.activity().segments()).isEmpty();
        assertThat(later.activity().segmentChanges()).isEmpty();
        assertThat(later.membership().in()).isEmpty();
    }

    @Test
    void whatAnotherProfileDidCountsOnceItBecamePart() {
        Memberships memberships = memberships(
                Map.of(
                        "ever", Conditions.parse(Map.of("event", "Login", "count", Map.of("gte", 2)), ""),
                        "week",
                                Conditions.parse(
                                        Map.of("event", "Login", "count", Map.of("gte", 2), "within", "P7D"), "")),
                Instant.MAX);
        Membership one = memberships.after(Membership.NONE, login(START, START)).membership();
        Membership other = memberships
                .after(Membership.NONE, login(START.plusSeconds(9), START))
                .membership();

        Memberships.Told merged = memberships.after(
                memberships.merged(one, other),
                activity(START.plusSeconds(10), new Activity.MergedIn("q"), Knowledge.NONE));

        assertThat(one.in()).isEmpty();
        assertThat(merged.membership().in()).containsExactlyInAnyOrder("ever", "week");
    }
}
