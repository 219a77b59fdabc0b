package io.itinera.journey.trial.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.conditions.DayPart;
import io.itinera.conditions.Span;
import io.itinera.contracts.Activity;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.journey.trial.delivery.Rules;
import io.itinera.policies.Cap;
import io.itinera.policies.Handling;
import io.itinera.policies.Policies;
import io.itinera.policies.QuietHours;
import io.itinera.policies.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What would have become of messages, by consent as of then and by policies. */
class DeliveriesTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Period PERIOD = new Period(Instant.EPOCH, NOON, NOON.plus(Duration.ofDays(30)), 1);
    private static final Scope MARKETING = new Scope(null, null, false);
    private static final Handling DEFERS = new Handling(Handling.Action.DEFER, Duration.ofDays(3));
    private static final Handling DROPS = new Handling(Handling.Action.DROP, Duration.ofDays(3));
    private static final Map<String, Boolean> YES = Map.of("*/*", true);
    private static final Map<String, Boolean> PURPOSES = Map.of("marketing", true, "receipt", false);

    private static Rules rules(List<Cap> caps, List<QuietHours> quiet) {
        return new Rules(PURPOSES, new Policies(caps, quiet), Set.of());
    }

    private static Cap cap(int count, String within, Handling handling) {
        return new Cap("weekly", MARKETING, count, Span.parse(within), handling);
    }

    private static QuietHours night(Handling handling) {
        DayPart hours = new DayPart(Set.of(), LocalTime.of(22, 0), LocalTime.of(8, 0));
        return new QuietHours("night", MARKETING, hours, ZoneOffset.UTC, handling);
    }

    private static SendRequest email(Instant at, String purpose, SendRequest.Fallback... fallback) {
        return new SendRequest(
                "m" + at,
                "p",
                "email",
                "t",
                purpose,
                new JourneyRef("tried", 1, "i" + at, "mail"),
                at,
                Map.of("timezone", "Europe/Berlin"),
                Map.of(),
                Map.of(),
                List.of(fallback),
                false,
                null,
                false,
                null);
    }

    private static Activity said(Instant at, Map<String, Boolean> consents, Activity.Cause cause) {
        return new Activity("a" + at, "p", at, cause, Map.of(), Map.of(), consents, Set.of(), List.of());
    }

    private static Activity sent(Instant at, String journey) {
        return said(
                at,
                YES,
                new Activity.MessageChanged(new MessageOutcome(
                        "x" + at,
                        "p",
                        "email",
                        "t",
                        "marketing",
                        new JourneyRef(journey, 1, "other", "mail"),
                        MessageStatus.SENT,
                        at,
                        null,
                        null,
                        null,
                        null,
                        false)));
    }

    private static BackTestReport.Delivery report(Deliveries deliveries) {
        deliveries.finish(PERIOD.to().minusMillis(1));
        return deliveries.report();
    }

    @Test
    void whoSaidNoOrWasNeverAskedGetsNothingUnlessItNeedsNoYes() {
        try (Shelf shelf = new Shelf(1)) {
            Deliveries deliveries = new Deliveries(rules(List.of(), List.of()), "tried", PERIOD, shelf);
            deliveries.asked(email(NOON, "marketing"), Map.of("email/marketing", false));
            deliveries.asked(email(NOON.plusSeconds(1), "marketing"), Map.of());
            deliveries.asked(email(NOON.plusSeconds(2), "receipt"), Map.of());
            deliveries.asked(email(NOON.plusSeconds(3), "nothing"), YES);
            deliveries.asked(email(NOON.plusSeconds(4), "marketing"), YES);
            deliveries.asked(email(NOON.minusSeconds(4), "marketing"), YES);

            assertThat(report(deliveries))
                    .isEqualTo(new BackTestReport.Delivery(
                            2, 0, 0, 0, 0, Map.of("denied", 1L, "no-consent", 1L, "unknown-purpose", 1L)));
        }
    }

    @Test
    void theNextChannelIsTriedWhereOneIsRefused() {
        try (Shelf shelf = new Shelf(1)) {
            Deliveries deliveries = new Deliveries(rules(List.of(), List.of()), "tried", PERIOD, shelf);
            SendRequest.Fallback push = new SendRequest.Fallback("push", "t");
            deliveries.asked(email(NOON, "marketing", push), Map.of("email/marketing", false, "push/marketing", true));
            deliveries.asked(email(NOON.plusSeconds(1), "marketing", push), Map.of());

            assertThat(report(deliveries))
                    .isEqualTo(new BackTestReport.Delivery(1, 0, 1, 0, 0, Map.of("no-consent", 1L)));
        }
    }

    @Test
    void capsCountWhatOthersSentAndHoldBackWhatIsTooMuch() {
        try (Shelf shelf = new Shelf(1)) {
            Deliveries deliveries =
                    new Deliveries(rules(List.of(cap(2, "P7D", DROPS)), List.of()), "tried", PERIOD, shelf);
            deliveries.happened(sent(NOON.minus(Duration.ofDays(8)), "other"));
            deliveries.happened(sent(NOON.minus(Duration.ofDays(6)), "other"));
            deliveries.happened(sent(NOON.minus(Duration.ofDays(6)), "tried"));
            deliveries.asked(email(NOON, "marketing"), YES);
            deliveries.asked(email(NOON.plusSeconds(1), "marketing"), YES);
            deliveries.asked(email(NOON.plusSeconds(2), "receipt"), YES);
            deliveries.asked(email(NOON.plus(Duration.ofDays(2)), "marketing"), YES);

            assertThat(report(deliveries))
                    .isEqualTo(new BackTestReport.Delivery(3, 0, 0, 0, 0, Map.of("cap:weekly", 1L)));
        }
    }

    @Test
    void otherCapsThanThoseInForceCanBeGoneBy() {
        Rules inForce = rules(List.of(cap(2, "P7D", DROPS)), List.of());
        for (int count : List.of(1, 3)) {
            try (Shelf shelf = new Shelf(1)) {
                Deliveries deliveries =
                        new Deliveries(inForce.assuming(List.of(cap(count, "P7D", DROPS))), "tried", PERIOD, shelf);
                for (int i = 0; i < 4; i++) {
                    deliveries.asked(email(NOON.plusSeconds(i), "marketing"), YES);
                }

                assertThat(report(deliveries))
                        .isEqualTo(new BackTestReport.Delivery(count, 0, 0, 0, 0, Map.of("cap:weekly", 4L - count)));
            }
        }
    }

    @Test
    void whatIsHeldBackGoesOutLaterUnlessTheCustomerSaysNoOrTheInstanceEnds() {
        Instant night = Instant.parse("2026-03-02T21:30:00Z");
        for (boolean no : List.of(true, false)) {
            for (boolean ends : List.of(true, false)) {
                try (Shelf shelf = new Shelf(1)) {
                    Deliveries deliveries =
                            new Deliveries(rules(List.of(), List.of(night(DEFERS))), "tried", PERIOD, shelf);
                    deliveries.asked(email(night, "marketing"), YES);
                    if (ends) {
                        deliveries.cancelled(new SendCancel("i" + night, "p", "exit", night.plusSeconds(60)));
                    }
                    deliveries.happened(said(
                            night.plusSeconds(120),
                            no ? Map.of("email/marketing", false) : YES,
                            new Activity.ConsentChanged(Map.of())));

                    assertThat(report(deliveries))
                            .isEqualTo(
                                    ends
                                            ? new BackTestReport.Delivery(0, 0, 0, 0, 1, Map.of())
                                            : no
                                                    ? new BackTestReport.Delivery(0, 0, 0, 0, 0, Map.of("denied", 1L))
                                                    : new BackTestReport.Delivery(1, 1, 0, 0, 0, Map.of()));
                }
            }
        }
    }

    @Test
    void aCapThatDefersLetsOneMoreGoWhenItFreesAndNotAtNight() {
        try (Shelf shelf = new Shelf(1)) {
            Deliveries deliveries = new Deliveries(
                    rules(List.of(cap(1, "PT9H", DEFERS)), List.of(night(DROPS))), "tried", PERIOD, shelf);
            Instant last = PERIOD.to().minus(Duration.ofHours(1));
            deliveries.asked(email(NOON, "marketing"), YES);
            deliveries.asked(email(NOON.plusSeconds(1), "marketing"), YES);
            deliveries.asked(email(Instant.parse("2026-03-03T22:00:00Z"), "marketing"), YES);
            deliveries.asked(email(last.minusSeconds(1), "marketing"), YES);
            deliveries.asked(email(last, "marketing"), YES);

            assertThat(report(deliveries))
                    .isEqualTo(new BackTestReport.Delivery(3, 1, 0, 1, 0, Map.of("quiet-hours:night", 1L)));
        }
    }
}
