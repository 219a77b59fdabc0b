package io.itinera.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.DayPart;
import io.itinera.conditions.Span;
import io.itinera.contracts.MessageOutcome.Held;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a policy tells of its verdict, which is what people are shown, is enough to come to the same verdict again. */
class RulingsDecidedAgainTest {

    private static final Instant NOW = Instant.parse("2026-10-24T21:30:00Z");
    private static final Scope ANY = new Scope(null, null, false);
    private static final Scope.Way MAIL = new Scope.Way("email", "marketing", false);
    private static final List<String> WINDOWS = List.of("PT1H", "PT24H", "P1D", "P7D");
    private static final List<ZoneId> ZONES =
            List.of(ZoneOffset.UTC, ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York"));
    private static final Pattern QUIET = Pattern.compile("(\\S+) to (\\S+)(?: on (.+))?");
    private static final int QUARTERS = 96;

    /** The verdict by what was told alone. */
    private static boolean holdsBack(Held told, Instant at) {
        return switch (told.by()) {
            case Held.CAP -> told.counted() >= told.limit();
            case Held.QUIET_HOURS ->
                hours(told.window()).opening(at, ZoneId.of(told.zone())).holds(at);
            default -> throw new IllegalArgumentException(told.by());
        };
    }

    private static DayPart hours(String window) {
        Matcher said = QUIET.matcher(window);
        assertThat(said.matches()).as(window).isTrue();
        Set<DayOfWeek> days = said.group(3) == null
                ? Set.of()
                : Arrays.stream(said.group(3).split(", "))
                        .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet());
        return new DayPart(days, LocalTime.parse(said.group(1)), LocalTime.parse(said.group(2)));
    }

    private static Optional<Held> told(Ruling ruling) {
        return switch (ruling) {
            case Ruling.Go() -> Optional.empty();
            case Ruling.Later(Held held) -> {
                assertThat(held.until()).isAfter(NOW);
                yield Optional.of(held);
            }
            case Ruling.Never(Held held) -> {
                assertThat(held.until()).isNull();
                yield Optional.of(held);
            }
        };
    }

    private static Handling handling(int n) {
        return new Handling(n % 3 == 2 ? Handling.Action.DROP : Handling.Action.DEFER, Duration.ofDays(3));
    }

    private static Cap cap(int index, int n) {
        return new Cap("cap-" + index, ANY, 1 + n % 3, Span.parse(WINDOWS.get(n / 3 % 4)), handling(n / 12));
    }

    private static QuietHours quiet(int index, int n) {
        LocalTime from = LocalTime.MIDNIGHT.plusMinutes(n % QUARTERS * 15L);
        LocalTime to = LocalTime.MIDNIGHT.plusMinutes(n / QUARTERS % QUARTERS * 15L);
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        int bits = n / (QUARTERS * QUARTERS) % 128;
        for (DayOfWeek day : DayOfWeek.values()) {
            if ((bits >> day.ordinal() & 1) == 1) {
                days.add(day);
            }
        }
        return new QuietHours(
                "quiet-" + index,
                ANY,
                new DayPart(days, from, from.equals(to) ? to.plusHours(1) : to),
                ZONES.get(n % 3),
                handling(n / 7));
    }

    /** How many messages count towards a cap, counted as a person would. */
    private static int counted(Cap cap, List<CapCounts.Use> uses, ZoneId zone) {
        return Math.toIntExact(uses.stream()
                .filter(use -> cap.within().after(use.at(), zone).isAfter(NOW))
                .count());
    }

    @Property(tries = 500)
    void whatACapSays(
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 12_000) Integer> minutesAgo,
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 35) Integer> drawn,
            @ForAll @IntRange(min = 0, max = 2) int where,
            @ForAll @IntRange(min = 0, max = 5_000) int waited) {
        ZoneId zone = ZONES.get(where);
        List<Cap> caps = new ArrayList<>();
        drawn.forEach(n -> caps.add(cap(caps.size(), n)));
        List<CapCounts.Use> uses = minutesAgo.stream()
                .map(ago -> new CapCounts.Use("p", MAIL, NOW.minus(Duration.ofMinutes(ago)), false))
                .toList();
        Asked asked = new Asked("m", "p", MAIL, zone, false, NOW.minus(Duration.ofMinutes(waited)));

        Optional<Held> told = told(new CapCounts(new Policies(caps, List.of()), uses, NOW).rule(asked));

        told.ifPresentOrElse(
                held -> {
                    assertThat(holdsBack(held, NOW)).isTrue();
                    assertThat(caps)
                            .filteredOn(cap -> cap.key().equals(held.policy()))
                            .singleElement()
                            .satisfies(
                                    cap -> assertThat(counted(cap, uses, zone)).isEqualTo(held.counted()));
                },
                () -> assertThat(caps).allMatch(cap -> counted(cap, uses, zone) < cap.count()));
    }

    @Property(tries = 500)
    void whatQuietHoursSay(
            @ForAll @Size(min = 1, max = 3) List<@IntRange(min = 0, max = 1_179_647) Integer> drawn,
            @ForAll @IntRange(min = -1, max = 2) int where,
            @ForAll @IntRange(min = 0, max = 5_000) int waited) {
        ZoneId zone = where < 0 ? null : ZONES.get(where);
        List<QuietHours> quiet = new ArrayList<>();
        drawn.forEach(n -> quiet.add(quiet(quiet.size(), n)));
        Asked asked = new Asked("m", "p", MAIL, zone, false, NOW.minus(Duration.ofMinutes(waited)));

        Optional<Held> told = told(new Policies(List.of(), quiet).quiet(asked, NOW));

        told.ifPresentOrElse(
                held -> {
                    assertThat(holdsBack(held, NOW)).isTrue();
                    assertThat(held.until() != null && holdsBack(held, held.until()))
                            .isFalse();
                },
                () -> assertThat(quiet).noneMatch(hours -> hours(hours.window())
                        .opening(NOW, hours.zoneFor(zone))
                        .holds(NOW)));
    }
}
