package io.itinera.journey.trial.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.itinera.conditions.DayPart;
import io.itinera.conditions.Span;
import io.itinera.contracts.Wire;
import io.itinera.journey.trial.PurposeClient;
import io.itinera.policies.Cap;
import io.itinera.policies.Handling;
import io.itinera.policies.QuietHours;
import io.itinera.policies.Scope;
import jakarta.ws.rs.ProcessingException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveRulesTest {

    private static final PurposeClient PURPOSES = () -> read("""
            {"items": [{"name": "marketing", "optIn": true, "title": "News", "description": ""},
                       {"name": "receipt", "optIn": false, "title": "Receipts", "description": ""}]}""", PurposeClient.Purposes.class);

    /** channel-service as it answers, two caps on two pages. */
    private static final PolicyClient POLICIES = new PolicyClient() {
        @Override
        public Caps caps(String cursor) {
            return cursor.isEmpty() ? read("""
                    {"caps": [{"key": "daily", "version": 3, "channel": "email", "count": 1, "within": "PT24H", "policy": "drop",
                               "transactional": true, "waiting": 0, "savedAt": "2026-11-01T00:00:00Z", "savedBy": "ada"}],
                     "cursor": "daily"}""", Caps.class) : read("""
                    {"caps": [{"key": "weekly", "version": 1, "count": 3, "within": "P7D", "policy": "defer", "atMost": "P2D",
                               "transactional": false, "waiting": 4}]}""", Caps.class);
        }

        @Override
        public PolicyClient.QuietHours quietHours(String cursor) {
            return read("""
                    {"quietHours": [{"key": "night", "version": 1, "purpose": "marketing", "from": "22:00", "to": "08:00",
                                     "days": ["friday"], "zone": "Europe/Berlin", "policy": "defer", "transactional": false},
                                    {"key": "noon", "version": 1, "from": "12:00", "to": "13:00", "policy": "drop"}]}""", PolicyClient.QuietHours.class);
        }
    };

    private static <T> T read(String json, Class<T> type) {
        try {
            return Wire.JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theRulesAreThoseThatTheSuiteGoesByNow() {
        Rules rules = new LiveRules(POLICIES, PURPOSES).now();

        assertThat(rules.purposes()).isEqualTo(Map.of("marketing", true, "receipt", false));
        assertThat(rules.policies().caps())
                .containsExactly(
                        new Cap(
                                "daily",
                                new Scope("email", null, true),
                                1,
                                Span.parse("PT24H"),
                                new Handling(Handling.Action.DROP, Duration.ofDays(3))),
                        new Cap(
                                "weekly",
                                new Scope(null, null, false),
                                3,
                                Span.parse("P7D"),
                                new Handling(Handling.Action.DEFER, Duration.ofDays(2))));
        assertThat(rules.policies().quietHours())
                .containsExactly(
                        new QuietHours(
                                "night",
                                new Scope(null, "marketing", false),
                                new DayPart(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(8, 0)),
                                ZoneId.of("Europe/Berlin"),
                                new Handling(Handling.Action.DEFER, Duration.ofDays(3))),
                        new QuietHours(
                                "noon",
                                new Scope(null, null, false),
                                new DayPart(Set.of(), LocalTime.NOON, LocalTime.of(13, 0)),
                                ZoneOffset.UTC,
                                new Handling(Handling.Action.DROP, Duration.ofDays(3))));
        assertThat(rules.unanswered()).isEmpty();
        assertThat(rules.remember()).isTrue();
    }

    @Test
    void aServiceThatDoesNotAnswerIsNamed() {
        Rules rules = new LiveRules(POLICIES, () -> {
                    throw new ProcessingException("refused");
                })
                .now();

        assertThat(rules.purposes()).isEmpty();
        assertThat(rules.policies().caps()).hasSize(2);
        assertThat(rules.unanswered()).containsExactly("consent-service");
    }
}
