package io.itinera.ingest.writekey;

import static io.itinera.ingest.IngestFixture.source;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.itinera.ingest.IngestFixture.Source;
import io.itinera.ingest.RealBackEnds;
import io.itinera.local.testing.Tokens;
import io.quarkus.arc.Arc;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@RealBackEnds
class WriteKeyTest {

    private final WriteKeyStore store =
            Arc.container().instance(WriteKeyStore.class).get();

    @Test
    void showsTheKeyOnceAndKeepsItsHashOnly() {
        Source source = source();

        WriteKeyRow row = store.newestFirst().stream()
                .filter(k -> k.id.toString().equals(source.keyId()))
                .findFirst()
                .orElseThrow();
        assertThat(row.hash).isNotEqualTo(source.writeKey()).hasSize(64);
        given().auth()
                .oauth2(Tokens.of("operator"))
                .get("/v1/write-keys")
                .then()
                .statusCode(200)
                .body("items.source", hasItem(source.name()))
                .body(not(containsString(source.writeKey())));
    }

    @Test
    void refusesARevokedKeyAtOnce() {
        Source source = source();
        source.sending("{\"userId\":\"u\",\"event\":\"E\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);

        given().auth()
                .oauth2(Tokens.of("operator"))
                .delete("/v1/write-keys/" + source.keyId())
                .then()
                .statusCode(204);

        source.sending("{\"userId\":\"u\",\"event\":\"E\"}")
                .post("/v1/track")
                .then()
                .statusCode(401);
    }

    @Test
    void findsAKeyThatAnotherReplicaHasJustMade() {
        String secret = new WriteKeySecrets().make();
        WriteKeyRow row = new WriteKeyRow();
        row.id = UUID.randomUUID();
        row.source = "other replica";
        row.hash = WriteKeySecrets.hash(secret);
        row.hint = WriteKeySecrets.hint(secret);
        row.createdAt = java.time.Instant.EPOCH;
        row.createdBy = "test";
        store.add(row);

        new Source("other replica", row.id.toString(), secret)
                .sending("{\"userId\":\"u\",\"event\":\"E\"}")
                .post("/v1/track")
                .then()
                .statusCode(200);
    }

    @Test
    void answersNotFoundForAKeyThatIsNotThere() {
        given().auth()
                .oauth2(Tokens.of("operator"))
                .delete("/v1/write-keys/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        given().auth()
                .oauth2(Tokens.of("operator"))
                .contentType(ContentType.JSON)
                .body(Map.of("source", ""))
                .post("/v1/write-keys")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/source"));
    }

    @Test
    void isForOperatorsOnly() {
        for (String path : List.of("/v1/write-keys", "/v1/dead-letters")) {
            given().get(path).then().statusCode(401).contentType("application/problem+json");
            given().auth().oauth2(Tokens.forged("operator")).get(path).then().statusCode(401);
            given().auth().oauth2(Tokens.of("editor")).get(path).then().statusCode(403);
        }
    }
}
