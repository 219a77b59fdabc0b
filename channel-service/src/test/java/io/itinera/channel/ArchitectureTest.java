package io.itinera.channel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.itinera.channel.channel.Channel;
import io.itinera.database.Database;
import jakarta.ws.rs.Path;
import java.time.Instant;

@AnalyzeClasses(packages = "io.itinera.channel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule FEATURES_DO_NOT_GO_IN_CIRCLES = slices().matching("io.itinera.channel.(*)..")
            .should()
            .beFreeOfCycles()
            .because("a feature that needs another one's user cannot be changed or tested alone");

    @ArchTest
    static final ArchRule THE_CLOCK_IS_READ_IN_ONE_PLACE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .because("time comes in as an InstantSource, so that a test can say what time it is");

    @ArchTest
    static final ArchRule SQL_STAYS_IN_STORES = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Store")
            .and()
            .haveSimpleNameNotEndingWith("Queries")
            .and()
            .doNotHaveSimpleName("Outbox")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Database.class)
            .because("a store answers questions in the domain's words; nobody else knows the tables");

    @ArchTest
    static final ArchRule STATEMENTS_ARE_RUN_IN_ONE_PLACE = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.sql.PreparedStatement")
            .because("how arguments go over and answers are read is written once; a store says what it asks");

    @ArchTest
    static final ArchRule LIQUID_STAYS_IN_ITS_PACKAGE = noClasses()
            .that()
            .resideOutsideOfPackage("..template..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("liqp..", "liquid..")
            .because("only what was compiled by our visitor is escaped and bounded");

    @ArchTest
    static final ArchRule PROVIDERS_ARE_CALLED_BY_CHANNELS_ONLY = noClasses()
            .that()
            .resideOutsideOfPackage("io.itinera.channel.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.mail..", "io.vertx.core.http..")
            .because("what leaves the house goes through a channel, after consent was asked");

    @ArchTest
    static final ArchRule CHANNELS_KNOW_NOTHING_OF_THE_QUEUE = noClasses()
            .that()
            .resideInAPackage("io.itinera.channel.channel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.itinera.channel.dispatch..",
                    "io.itinera.channel.consent..",
                    "io.itinera.channel.outcome..",
                    "io.itinera.channel.stream..")
            .because("a new channel is one new class that knows its provider and no more");

    @ArchTest
    static final ArchRule ONLY_A_WORKER_CALLS_A_CHANNEL = noClasses()
            .that()
            .doNotHaveSimpleName("ChannelWorker")
            .should()
            .callMethodWhere(new DescribedPredicate<>("delivers by a channel") {
                @Override
                public boolean test(JavaMethodCall call) {
                    return call.getName().equals("deliver")
                            && call.getTargetOwner().isAssignableTo(Channel.class);
                }
            })
            .because("the worker hands over nothing that consent did not allow and that is not written down");

    @ArchTest
    static final ArchRule CONFIGURATION_IS_TYPED = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.eclipse.microprofile.config.inject.ConfigProperty")
            .because("settings have types, units and bounds in ChannelConfig");

    @ArchTest
    static final ArchRule RESOURCES_SAY_WHO_MAY = classes()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .beAnnotatedWith(Path.class)
            .because("resources are found by their name");
}
