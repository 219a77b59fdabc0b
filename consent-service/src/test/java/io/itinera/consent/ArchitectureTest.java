package io.itinera.consent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.itinera.consent.check.Reason;
import io.itinera.consent.consent.Choice;
import io.itinera.consent.consent.Precedence;
import io.itinera.consent.consent.Scope;
import io.itinera.consent.identity.Families;
import io.itinera.consent.ledger.About;
import io.itinera.consent.ledger.ChainCheck;
import io.itinera.consent.ledger.LedgerEntry;
import io.itinera.consent.ledger.LedgerHead;
import io.itinera.consent.ledger.Seal;
import java.time.Instant;

@AnalyzeClasses(packages = "io.itinera.consent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule WHAT_CONSENT_ADDS_UP_TO_IS_PURE = classes()
            .that()
            .belongToAnyOf(
                    Precedence.class,
                    Choice.class,
                    Scope.class,
                    Families.class,
                    Seal.class,
                    ChainCheck.class,
                    LedgerEntry.class,
                    LedgerHead.class,
                    About.class,
                    Reason.class)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.itinera.consent.consent",
                    "io.itinera.consent.identity",
                    "io.itinera.consent.ledger",
                    "io.itinera.consent.check")
            .because("who may be written to, and whether the proof holds, must be decidable without a server");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CIRCLE = slices().matching("io.itinera.consent.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs one that needs it cannot be understood alone");

    @ArchTest
    static final ArchRule SQL_STAYS_IN_THE_STORES = noClasses()
            .that()
            .haveNameNotMatching(".*(Store|Ledger|Suppressions|Outbox)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..")
            .because("queries are read, tuned and reviewed in one place per feature");

    @ArchTest
    static final ArchRule STATEMENTS_ARE_RUN_IN_ONE_PLACE = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement")
            .because("how arguments go over and answers are read is written once; a store says what it asks");

    @ArchTest
    static final ArchRule ONLY_THE_LEDGER_SEALS = noClasses()
            .that()
            .resideOutsideOfPackages("io.itinera.consent.ledger..", "io.itinera.consent.check..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Seal.class)
            .because("a row is sealed in one place; a receipt only looks whether the seal holds");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK_THAT_IS_PASSED_IN = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("tests move the clock, and the ledger must not go back in time");

    @ArchTest
    static final ArchRule NOTHING_CACHES_CONSENT = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus.redis..", "io.quarkus.cache..", "com.github.benmanes.caffeine..")
            .because("a change is seen by the next check on every replica: see docs/adr");
}
