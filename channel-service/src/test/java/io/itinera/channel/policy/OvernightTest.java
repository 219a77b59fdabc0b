package io.itinera.channel.policy;

import static io.itinera.channel.stage.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.channel.stage.Api;
import io.itinera.channel.stage.ConsentServer;
import io.itinera.channel.stage.MovableClock;
import io.itinera.channel.stage.Stage;
import io.itinera.channel.stage.Topic;
import io.itinera.contracts.SendRequest;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A night, on a clock that the test sets. */
@QuarkusTest
@TestProfile(MovableClock.Profile.class)
@WithTestResource(Stage.class)
class OvernightTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Inject
    MovableClock clock;

    private final String purpose = Api.fresh("purpose");

    @AfterEach
    void nothingIsLeft() {
        Api.noPolicies();
        assertThat(ConsentServer.violations()).isEmpty();
    }

    /** Goes to the next time that the clock in Berlin shows this. */
    private Instant goTo(LocalTime time) {
        ZonedDateTime now = clock.instant().atZone(BERLIN);
        ZonedDateTime next =
                now.with(time).isAfter(now) ? now.with(time) : now.plusDays(1).with(time);
        clock.set(next.toInstant());
        return next.toInstant();
    }

    private SendRequest asked(String profile) {
        return Api.request(profile, "email", "overnight", purpose);
    }

    private static void comesTo(SendRequest request, String... story) {
        await().untilAsserted(() -> assertThat(Topic.story(request.id())).containsExactly(story));
    }

    @Test
    void aMessageOfTheNightGoesOutInTheMorningIfTheCustomerStillWantsIt() {
        Api.mail("overnight", "Good morning", "<p>Good morning</p>");
        Api.quietHours("night", Map.of("purpose", purpose, "from", "22:00", "to", "08:00"));
        Api.cap("daily", Map.of("purpose", purpose, "count", 1, "within", "PT24H", "atMost", "P5D"));
        String keen = ConsentServer.profile("p");
        String tired = ConsentServer.profile("p");
        SendRequest first = asked(keen);
        SendRequest second = asked(tired);
        goTo(LocalTime.of(23, 30));

        Topic.send(first, second);
        comesTo(first, "deferred:quiet-hours:night");
        comesTo(second, "deferred:quiet-hours:night");
        Instant morning = Topic.outcomes(first.id()).getFirst().held().until();
        assertThat(morning.atZone(BERLIN).toLocalTime()).isEqualTo(LocalTime.of(8, 0));
        ConsentServer.says(tired, "denied");
        goTo(LocalTime.of(7, 59, 50));
        assertThat(Topic.story(first.id())).containsExactly("deferred:quiet-hours:night");
        goTo(LocalTime.of(8, 0, 1));

        comesTo(first, "deferred:quiet-hours:night", "sent");
        comesTo(second, "deferred:quiet-hours:night", "suppressed:no-consent");
        assertThat(Topic.outcomes(first.id()).getLast().at()).isAfterOrEqualTo(morning);

        SendRequest another = asked(keen);
        Topic.send(another);
        comesTo(another, "deferred:cap:daily");
        Instant free = Topic.outcomes(another.id()).getFirst().held().until();
        clock.set(free.plus(Duration.ofSeconds(1)));
        comesTo(another, "deferred:cap:daily", "sent");
        assertThat(Duration.between(
                        Topic.outcomes(first.id()).getLast().at(),
                        Topic.outcomes(another.id()).getLast().at()))
                .isGreaterThanOrEqualTo(Duration.ofHours(24));
    }
}
