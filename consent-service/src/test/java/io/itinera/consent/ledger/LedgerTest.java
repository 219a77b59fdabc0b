package io.itinera.consent.ledger;

import static io.itinera.consent.ConsentApi.as;
import static io.itinera.consent.ConsentApi.decision;
import static io.itinera.consent.ConsentApi.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.itinera.database.Database;
import io.itinera.database.DatabaseException;
import io.itinera.local.testing.BackEnds;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class LedgerTest {

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    private final UUID profile = UUID.randomUUID();

    @Test
    void theLedgerIsIntactAfterManyWritersAtOnce() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(writers.submit(() -> record(decision(UUID.randomUUID(), "granted"), decision(profile, "denied"))
                        .statusCode(200)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        as("privacy")
                .get("/v1/ledger/verify")
                .then()
                .statusCode(200)
                .body("intact", equalTo(true))
                .body("hash", notNullValue());
    }

    @Test
    void rowsCannotBeChangedOrRemoved() {
        record(decision(profile, "granted")).statusCode(200);

        for (String sql : List.of(
                "update ledger set channel = 'sms'",
                "delete from ledger",
                "truncate ledger",
                "update ledger_personal set evidence = null")) {
            assertThatThrownBy(() -> database.update(sql)).as(sql).isInstanceOf(DatabaseException.class);
        }
    }

    @Test
    void theTriggerRefusesEvenWhoeverGrantsHimselfTheRight() {
        record(decision(profile, "granted")).statusCode(200);
        QuarkusTransaction.begin();
        try {
            database.update("grant update, delete, truncate on ledger to current_user");
            assertThatThrownBy(() -> database.update("delete from ledger"))
                    .isInstanceOf(DatabaseException.class)
                    .hasRootCauseMessage("ERROR: ledger is append-only: DELETE refused\n  Where: PL/pgSQL function"
                            + " refuse_change() line 3 at RAISE");
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void aRowThatWasChangedBehindTheTriggerIsFound() {
        String entry = record(decision(profile, "granted")).extract().path("results[0].entry");
        record(decision(profile, "denied")).statusCode(200);
        QuarkusTransaction.begin();
        try {
            database.update("grant update on ledger to current_user");
            database.update("alter table ledger disable trigger user");
            database.update("update ledger set decision = 'denied' where seq = ?", Long.valueOf(entry));

            ChainCheck check = ledger.verify(ledger.head());

            assertThat(check.broken()).contains(new ChainCheck.Broken(Long.parseLong(entry), "the row was changed"));
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    @Test
    void erasingThePersonalPartKeepsTheChain() {
        String entry = record(decision(profile, "granted")).extract().path("results[0].entry");
        assertThat(database.update("delete from ledger_personal where seq = ?", Long.valueOf(entry)))
                .isEqualTo(1);

        as("privacy").get("/v1/ledger/verify").then().body("intact", equalTo(true));
        as("privacy").get("/v1/ledger/" + entry).then().statusCode(200).body("personal", equalTo(null));
    }

    @Test
    void anOutsiderVerifiesTheExportWithoutOurCode(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 3; i++) {
            record(decision(profile, "granted"), decision(profile, "denied")).statusCode(200);
        }
        List<Path> pages = export(folder);

        assertThat(verifier(pages)).startsWith("intact");

        Path last = pages.getLast();
        Files.writeString(last, Files.readString(last).replaceFirst("\"denied\"", "\"granted\""));
        assertThat(verifier(pages)).startsWith("broken at row");
    }

    @Test
    void aWriterThatDoesNotGetTheEndOfTheChainAnswersThatARepeatMayHelp() {
        QuarkusTransaction.begin();
        try {
            ledger.lock();
            record(decision(profile, "granted"))
                    .statusCode(503)
                    .header("Retry-After", "2")
                    .body("type", equalTo("/problems/unavailable"));
        } finally {
            QuarkusTransaction.rollback();
        }
        record(decision(profile, "granted")).statusCode(200);
    }

    @Test
    void onlyPrivacyAndOperatorsReadTheLedger() {
        as("editor").get("/v1/ledger").then().statusCode(403);
        as("editor").get("/v1/ledger/verify").then().statusCode(403);
        as("operator").get("/v1/ledger/1").then().statusCode(403);
    }

    private static List<Path> export(Path folder) throws Exception {
        List<Path> pages = new ArrayList<>();
        for (String cursor = "0"; cursor != null; ) {
            Response page = as("operator")
                    .queryParam("limit", 5000)
                    .queryParam("cursor", cursor)
                    .get("/v1/ledger");
            pages.add(Files.writeString(folder.resolve("page-" + cursor + ".json"), page.asString()));
            cursor = page.path("next");
        }
        return pages;
    }

    private static String verifier(List<Path> pages) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "verify-ledger.py"));
        pages.forEach(page -> command.add(page.toString()));
        Process python;
        try {
            python = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException _) {
            Assumptions.assumeThat(false).as("python3 is not there").isTrue();
            return "";
        }
        String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        python.waitFor();
        return output;
    }
}
