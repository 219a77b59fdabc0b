package io.itinera.journey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(packages = "io.itinera.journey", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule THE_ENGINE_IS_A_PURE_FUNCTION = classes()
            .that()
            .resideInAPackage("..journey.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "..journey.engine..",
                    "..journey.definition..",
                    "..journey.learning..",
                    "io.itinera.conditions..",
                    "io.itinera.contracts..")
            .because(
                    "the same log must give the same decisions: no clock, no store, no framework in the step function");

    @ArchTest
    static final ArchRule A_DEFINITION_IS_DATA = classes()
            .that()
            .resideInAPackage("..journey.definition..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "..journey.definition..",
                    "..journey.learning..",
                    "io.itinera.conditions..",
                    "io.itinera.contracts..",
                    "com.fasterxml.jackson..",
                    "com.networknt..")
            .because("the language must be readable wherever a journey is: console, simulator, engine");

    @ArchTest
    static final ArchRule LEARNING_IS_ARITHMETIC = classes()
            .that()
            .resideInAPackage("..journey.learning..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "..journey.learning..",
                    "io.itinera.conditions..",
                    "org.apache.commons.statistics.distribution..")
            .because("a choice must come out the same when it is made again, wherever that is");

    @ArchTest
    static final ArchRule THE_SHELL_KNOWS_NEITHER_HTTP_NOR_POSTGRESQL = noClasses()
            .that()
            .resideInAnyPackage("..journey.topology..", "..journey.timers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..journey.catalog..",
                    "..journey.api..",
                    "..journey.reporting..",
                    "..journey.database..",
                    "io.itinera.database..",
                    "io.quarkus.hibernate..",
                    "jakarta.ws.rs..",
                    "java.sql..")
            .because(
                    "the hot path is Kafka Streams and its state alone: a database that is away must not stop a journey");

    @ArchTest
    static final ArchRule STATEMENTS_ARE_RUN_IN_ONE_PLACE = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement")
            .because("how arguments go over and answers are read is written once; a store says what it asks");

    @ArchTest
    static final ArchRule TIMERS_KNOW_ONLY_IDS = noClasses()
            .that()
            .resideInAPackage("..journey.timers..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..journey.definition..")
            .because("what a wait means is the engine's; timers only order and fire");

    @ArchTest
    static final ArchRule REPORTS_READ_THE_TOPIC = noClasses()
            .that()
            .resideInAPackage("..journey.reporting..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..journey.engine..", "..journey.topology..", "..journey.timers..", "..journey.definition..")
            .because("reports are built from transitions, so that they can be built again and elsewhere");

    @ArchTest
    static final ArchRule AUTHORING_DOES_NOT_REACH_INTO_THE_ENGINE = noClasses()
            .that()
            .resideInAPackage("..journey.catalog..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..journey.topology..", "..journey.timers..", "..journey.engine..", "..journey.api..")
            .because("a published journey reaches the engine through its topic only, on whichever pod it runs");

    @ArchTest
    static final ArchRule NOBODY_USES_THE_API = noClasses()
            .that()
            .resideOutsideOfPackage("..journey.api..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..journey.api..")
            .because("HTTP is an edge: what it offers is offered by the packages behind it");

    @ArchTest
    static final ArchRule TIME_COMES_IN = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .because("time is an input: event time in the engine, an InstantSource at the edges");

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_FORM_CYCLES = slices().matching("io.itinera.journey.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that can be understood alone can be changed alone");
}
