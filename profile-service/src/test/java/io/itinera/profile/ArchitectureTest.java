package io.itinera.profile;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.itinera.database.Database;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;

@AnalyzeClasses(packages = "io.itinera.profile", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule A_LIFE_IS_A_PURE_FUNCTION = classes()
            .that()
            .resideInAPackage("..profile.life..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson.annotation..",
                    "io.itinera.contracts..",
                    "io.itinera.profile.life..",
                    "io.itinera.profile.identity..")
            .because("the same log must give the same profiles, and no test of a merge should need Kafka");

    @ArchTest
    static final ArchRule MEMBERSHIP_IS_A_PURE_FUNCTION = classes()
            .that()
            .resideInAPackage("..profile.segment..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "io.itinera.conditions..",
                    "io.itinera.contracts..",
                    "io.itinera.profile.life..",
                    "io.itinera.profile.segment..")
            .because("the same log must give the same memberships, however it comes");

    @ArchTest
    static final ArchRule LINK_RULES_ARE_PURE = classes()
            .that()
            .haveNameMatching(".*\\.identity\\.(LinkRules|Placement|Statement|Stamp)(\\$.*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.itinera.contracts..", "io.itinera.profile.identity..")
            .because("whether two identifiers are one customer must not depend on where it is decided");

    @ArchTest
    static final ArchRule NOBODY_READS_THE_CLOCK = noClasses()
            .that()
            .doNotHaveSimpleName("ServiceClock")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(LocalDateTime.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("logical time is the record's, and edges have an InstantSource");

    @ArchTest
    static final ArchRule THE_TOPOLOGY_KNOWS_NO_DATABASE = noClasses()
            .that()
            .resideInAPackage("..profile.topology..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..",
                    "javax.sql..",
                    "io.itinera.database..",
                    "org.hibernate..",
                    "jakarta.persistence..",
                    "jakarta.ws..")
            .because("the steady state makes no remote call per event; only LinkDecisions asks, and only for links");

    @ArchTest
    static final ArchRule SQL_IS_IN_STORES = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(IdentityStore|ProfileWriter|MemberWriter|Timeline)(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..").or(assignableTo(Database.class)))
            .because("a query has one home");

    @ArchTest
    static final ArchRule STATEMENTS_ARE_RUN_IN_ONE_PLACE = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement")
            .because("how arguments go over and answers are read is written once; a store says what it asks");

    @ArchTest
    static final ArchRule FEATURES_FORM_NO_CIRCLE = slices().matching("io.itinera.profile.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature can be read, and removed, without the others that use it");
}
