package io.itinera.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;

@AnalyzeClasses(packages = "io.itinera.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CYCLE = slices().matching("io.itinera.ingest.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs another must be able to change without it");

    @ArchTest
    static final ArchRule READING_AND_CHECKING_IS_PURE = noClasses()
            .that()
            .haveNameMatching(
                    ".*intake\\.(SegmentReader|CloudEventReader|EventRules|EventTime|EventWriter|MessageIds|Slice|Json.*|EventDraft|Call)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.quarkus..", "jakarta..", "org.apache.kafka..")
            .because("what a sender's bytes become is the same in a request, a replay and a property test");

    @ArchTest
    static final ArchRule TIME_COMES_IN = noClasses()
            .that()
            .doNotHaveSimpleName("Time")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDate.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("receivedAt is the suite's logical time and is taken in one place");

    @ArchTest
    static final ArchRule SQL_LIVES_IN_STORES = noClasses()
            .that()
            .haveNameNotMatching(".*(Store|Row)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "io.itinera.database..",
                    "jakarta.persistence..",
                    "io.quarkus.hibernate..")
            .because("the rest of the service speaks of write keys and replays, not of tables");

    @ArchTest
    static final ArchRule STATEMENTS_ARE_RUN_IN_ONE_PLACE = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement")
            .because("how arguments go over and answers are read is written once; a store says what it asks");

    @ArchTest
    static final ArchRule ONLY_PUBLISH_PRODUCES = noClasses()
            .that()
            .resideOutsideOfPackage("..publish..")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("KafkaProducer")
            .because("one producer keeps the order of a sender's events and bounds what waits for Kafka");

    @ArchTest
    static final ArchRule NOBODY_ELSE_TOUCHES_THE_EVENT_LOOP = noClasses()
            .that()
            .resideInAnyPackage("..intake..", "..publish..")
            .and()
            .doNotHaveSimpleName("KafkaLink")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "io.itinera.database..",
                    "jakarta.persistence..",
                    "io.quarkus.hibernate..",
                    "..deadletter..")
            .because("intake runs on event loops, where nothing may block");
}
