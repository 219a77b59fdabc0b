package io.itinera.consent.consent;

import static io.itinera.consent.ConsentApi.as;
import static io.itinera.consent.ConsentApi.check;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.reason;
import static io.itinera.consent.ConsentApi.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.itinera.contracts.Identifier;
import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class ConsentResourceTest {

    private final UUID profile = UUID.randomUUID();

    @Test
    void showsWhatHoldsAndHowItCameToBe() {
        Map<String, Object> yes = decision(profile, "granted");
        yes.put("evidence", Map.of("form", "footer", "ip", "203.0.113.7"));
        yes.put("decidedAt", "2026-01-02T03:04:05Z");
        record(yes, decision(profile, "denied")).statusCode(200).body("results", hasSize(2));

        as("viewer")
                .get("/v1/consents/" + profile)
                .then()
                .statusCode(200)
                .body("profileId", equalTo(profile.toString()))
                .body("choices", hasSize(1))
                .body("choices[0].decision", equalTo("denied"))
                .body("history.decision", equalTo(List.of("denied", "granted")))
                .body("history[1].evidence.form", equalTo("footer"))
                .body("history[1].decidedAt", equalTo("2026-01-02T03:04:05Z"))
                .body("history[1].textVersion", equalTo("newsletter-7"))
                .body("history[1].recordedBy", equalTo("test"));
    }

    @Test
    void anOlderDecisionThatComesInLateChangesNothing() {
        record(decision(profile, "denied")).statusCode(200);
        Map<String, Object> late = decision(profile, "granted");
        late.put("decidedAt", "2026-01-02T03:04:05Z");
        record(late).statusCode(200);

        assertThat(reason(profile)).isEqualTo("denied");
    }

    @Test
    void aUserIdNamesTheProfileThatIsDerivedFromIt() {
        String user = "user-" + UUID.randomUUID();
        String derived = new Identifier(Identifier.Kind.USER, user).derivedProfileId();
        record(decision("userId", user, "email", "marketing", "granted"))
                .statusCode(200)
                .body("results[0].profileId", equalTo(derived));

        check(UUID.fromString(derived), "marketing", null).body("results[0].reason", equalTo("opt-in"));
        as("viewer").get("/v1/consents/userId:" + user).then().body("profileId", equalTo(derived));
    }

    @Test
    void aNoToEverythingStopsTransactionalMessagesToo() {
        record(decision("profileId", profile.toString(), "*", "*", "denied")).statusCode(200);
        check(profile, "transactional", null).body("results[0].reason", equalTo("denied"));
    }

    @Test
    void aRepeatWithTheSameKeyRecordsNothingTwice() {
        Map<String, Object> yes = decision(profile, "granted");
        yes.put("idempotencyKey", "key-" + profile);
        String entry = record(yes)
                .body("results[0].repeated", equalTo(false))
                .extract()
                .path("results[0].entry");

        record(yes).body("results[0].repeated", equalTo(true)).body("results[0].entry", equalTo(entry));
        as("viewer").get("/v1/consents/" + profile).then().body("history", hasSize(1));
    }

    @Test
    void aKeyForAnotherDecisionIsAConflictAndNothingIsRecorded() {
        Map<String, Object> yes = decision(profile, "granted");
        yes.put("idempotencyKey", "key-" + profile);
        Map<String, Object> no = decision(profile, "denied");
        no.put("idempotencyKey", "key-" + profile);

        record(yes, no)
                .statusCode(409)
                .body("type", equalTo("/problems/idempotency-key-reused"))
                .body("errors[0].pointer", equalTo("/decisions/1/idempotencyKey"));
        as("viewer").get("/v1/consents/" + profile).then().body("history", hasSize(0));
    }

    @Test
    void everythingThatIsWrongIsNamedAndNothingIsRecorded() {
        Map<String, Object> two = decision(profile, "granted");
        two.put("userId", "42");
        Map<String, Object> unknown = decision("profileId", profile.toString(), "email", "spam", "granted");
        Map<String, Object> unproved = decision(profile, "granted");
        unproved.remove("textVersion");
        Map<String, Object> future = decision(profile, "granted");
        future.put("decidedAt", "2999-01-01T00:00:00Z");

        record(decision(profile, "granted"), two, unknown, unproved, future)
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-request"))
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/decisions/1",
                                "/decisions/2/purpose",
                                "/decisions/3/textVersion",
                                "/decisions/4/decidedAt"));
        assertThat(reason(profile)).isEqualTo("no-consent");
    }

    @Test
    void aTextThatCannotBeStoredIsRefused() {
        record(decision("userId", "a\u0000b", "email", "marketing", "granted"))
                .statusCode(422)
                .body("type", equalTo("/problems/invalid-request"));
    }

    @Test
    void aWordThatIsNoDecisionIsRefused() {
        record(decision(profile, "maybe")).statusCode(422).body("errors[0].pointer", equalTo("/decisions/0/decision"));
    }

    @Test
    void onlySomeMayRecord() {
        as("viewer")
                .body(Map.of("decisions", List.of(decision(profile, "granted"))))
                .post("/v1/consents")
                .then()
                .statusCode(403);
    }
}
