package io.itinera.consent.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "consent"))
class ConsentConfigTest {

    @Inject
    ConsentConfig config;

    @Inject
    Purposes purposes;

    @Test
    void marketingNeedsAYesUnlessSomebodyConfiguresOtherwise() {
        assertThat(purposes.find("marketing").orElseThrow().optIn()).isTrue();
        assertThat(purposes.find("transactional").orElseThrow().optIn()).isFalse();
        assertThat(purposes.find("other")).isEmpty();
        assertThat(purposes.optional()).extracting(Purposes.Purpose::name).containsExactly("marketing");
    }

    @Test
    void statesGoOutInBatches() {
        assertThat(config.outbox().batch()).isEqualTo(500);
        assertThat(config.previousLinkSecrets()).isEmpty();
    }
}
