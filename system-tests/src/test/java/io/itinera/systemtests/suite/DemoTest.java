package io.itinera.systemtests.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.local.demo.Demo;
import io.itinera.local.demo.DemoExpectation;
import io.itinera.local.demo.DemoNumbers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise 6: the log decides. What the demo shows is what plain code computes from the shop's log. */
class DemoTest {

    private static final double SPEED = 200;

    private final RunningSuite suite = RunningSuite.get();

    @Test
    void theDemosNumbersAreThoseThatPlainCodeComputesFromTheLog() throws IOException {
        DemoExpectation expected = DemoExpectation.compute();

        DemoNumbers seen = Demo.run(
                suite.stack().settings(), suite.stack().token("viewer", "editor", "approver", "operator"), SPEED);

        assertThat(seen)
                .isEqualTo(new DemoNumbers(
                        expected.events(),
                        expected.refused(),
                        expected.profiles(),
                        expected.entered(),
                        expected.leftByPurchase(),
                        expected.thanked(),
                        expected.sent(),
                        Map.of("no-consent", expected.suppressed()),
                        expected.opened(),
                        expected.clicked(),
                        expected.unsubscribed()));
    }
}
