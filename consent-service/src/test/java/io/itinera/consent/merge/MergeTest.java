package io.itinera.consent.merge;

import static io.itinera.consent.ConsentApi.as;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.reason;
import static io.itinera.consent.ConsentApi.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.itinera.consent.ConsentApi;
import io.itinera.consent.Wiretap;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.Topics;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class MergeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final UUID known = UUID.randomUUID();
    private final UUID device = UUID.randomUUID();

    @Test
    void aNoOfEitherIsANoOfBoth() {
        record(decision(known, "granted"), decision(device, "denied")).statusCode(200);
        merge();

        await().atMost(PATIENCE).until(() -> reason(known).equals("denied"));
        assertThat(reason(device)).isEqualTo("denied");
    }

    @Test
    void aDeviceThatWasNeverAskedTakesNothingAway() {
        record(decision(known, "granted")).statusCode(200);
        merge();

        await().atMost(PATIENCE).until(() -> reason(device).equals("opt-in"));
        assertThat(reason(known)).isEqualTo("opt-in");
    }

    @Test
    void whatIsDecidedAfterTheMergeCountsForBoth() {
        record(decision(known, "granted"), decision(device, "denied")).statusCode(200);
        merge();
        await().atMost(PATIENCE).until(() -> reason(known).equals("denied"));

        record(decision(device, "granted")).statusCode(200).body("results[0].profileId", equalTo(known.toString()));
        assertThat(reason(known)).isEqualTo("opt-in");
        record(decision(known, "denied")).statusCode(200);
        assertThat(reason(device)).isEqualTo("denied");
    }

    @Test
    void aDecisionThatWasRecordedBeforeTheLinkCameInCountsTheSame() {
        Instant merged = Instant.now().minusSeconds(60);
        record(decision(device, "denied")).statusCode(200);
        Wiretap.link(new IdentityLink("profile:" + device, known.toString(), merged));

        await().atMost(PATIENCE).until(() -> reason(known).equals("denied"));
    }

    @Test
    void takingAMergeBackGivesEachItsOwn() {
        record(decision(known, "granted"), decision(device, "denied")).statusCode(200);
        merge();
        await().atMost(PATIENCE).until(() -> reason(known).equals("denied"));

        Wiretap.link(new IdentityLink("profile:" + device, device.toString(), Instant.now()));
        await().atMost(PATIENCE).until(() -> reason(known).equals("opt-in"));
        assertThat(reason(device)).isEqualTo("denied");
    }

    @Test
    void aLinkedDeviceNamesTheProfileThatItBelongsTo() {
        String anonymous = "device-" + device;
        Wiretap.link(new IdentityLink("anonymousId:" + anonymous, known.toString(), Instant.now()));

        await().atMost(PATIENCE)
                .until(() -> ConsentApi.record(decision("anonymousId", anonymous, "email", "marketing", "granted"))
                        .extract()
                        .path("results[0].profileId")
                        .equals(known.toString()));
        assertThat(reason(known)).isEqualTo("opt-in");
    }

    @Test
    void aRecordThatIsNoLinkIsPutAsideAndTheNextIsRead() {
        record(decision(known, "granted"), decision(device, "denied")).statusCode(200);
        String poison = "poison-" + device;
        Wiretap.raw(poison, "{\"subject\":7".getBytes(StandardCharsets.UTF_8));
        String unstorable = "anonymousId:nul\u0000" + device;
        Wiretap.link(new IdentityLink(unstorable, known.toString(), Instant.now()));
        merge();

        await().atMost(PATIENCE).until(() -> reason(known).equals("denied"));
        await().atMost(PATIENCE).until(() -> Wiretap.read(Topics.dead(Topics.IDENTITIES)).stream()
                .anyMatch(letter -> poison.equals(letter.key())));
    }

    @Test
    void theHistoryOfBothIsShownForEither() {
        record(decision(known, "granted"), decision(device, "denied")).statusCode(200);
        merge();
        await().atMost(PATIENCE).until(() -> reason(known).equals("denied"));

        as("viewer")
                .get("/v1/consents/" + device)
                .then()
                .body("profileId", equalTo(known.toString()))
                .body("history.size()", equalTo(2));
    }

    private void merge() {
        Wiretap.link(new IdentityLink("profile:" + device, known.toString(), Instant.now()));
    }
}
