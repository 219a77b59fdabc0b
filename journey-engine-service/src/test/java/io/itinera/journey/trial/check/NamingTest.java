package io.itinera.journey.trial.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.Finding;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How things are named, where an installation has a standard. */
class NamingTest {

    /** A standard. */
    record Standard(
            Optional<String> journey,
            Optional<String> step,
            Optional<String> goal,
            Optional<String> template,
            Optional<String> event,
            boolean enforced)
            implements NamingConfig {

        static final Standard NONE = new Standard(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    private static final JsonNode CART = Documents.json(Documents.CART_RECOVERY);

    private static Standard strict(boolean enforced) {
        return new Standard(
                Optional.of("(growth|crm)-.+"),
                Optional.of("[a-z]+"),
                Optional.of("[a-z]+"),
                Optional.of("cart-.+"),
                Optional.of("[A-Z].*"),
                enforced);
    }

    @Test
    void whatDoesNotMatchIsAFindingWithItsPlace() {
        assertThat(new Naming(strict(false)).findings(CART))
                .extracting(Finding::pointer, Finding::code, Finding::severity)
                .containsExactly(
                        tuple("/key", "naming", Finding.Severity.WARNING),
                        tuple("/steps/mail-a", "naming", Finding.Severity.WARNING),
                        tuple("/steps/mail-b", "naming", Finding.Severity.WARNING));
        assertThat(new Naming(strict(false)).findings(CART).getFirst().message())
                .isEqualTo("is named 'cart-recovery', expected a name that matches (growth|crm)-.+");
    }

    @Test
    void anEnforcedStandardStopsADraft() {
        assertThat(new Naming(strict(true)).findings(CART))
                .extracting(Finding::severity)
                .containsOnly(Finding.Severity.ERROR);
    }

    @Test
    void whereThereIsNoStandardAnythingGoes() {
        assertThat(new Naming(Standard.NONE).findings(CART)).isEmpty();
    }

    @Test
    void eventsThatAJourneyMakesAreNamedToo() {
        JsonNode shouts = Documents.journey(
                "crm-a", "{ first: { type: 'emit', event: 'lower', next: 'end' }, end: { type: 'exit' } }");

        assertThat(new Naming(strict(false)).findings(shouts))
                .extracting(Finding::pointer)
                .containsExactly("/steps/first/event");
    }
}
