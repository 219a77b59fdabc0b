package io.itinera.journey.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Documents;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The example of the journey language, from the first cart to the last message. */
class CartRecoveryTest {

    private static Life shopper(double from, double to) {
        return Life.of(Life.profileDrawing("cart-recovery", "split", from, to))
                .publish(Documents.json(Documents.CART_RECOVERY))
                .trait("email", "ada@example.com");
    }

    private static Life offered() {
        return shopper(0.55, 1);
    }

    @Test
    void asksForTheMessageOfTheArmAnHourAfterTheCart() {
        Life life =
                offered().track("Cart Updated", "total", 30, "cart_id", "c1").after("PT1H");

        assertThat(life.told())
                .containsExactly(
                        "entered > pause (event)",
                        "waiting pause (for)",
                        "moved pause > known (due)",
                        "moved known > split (condition)",
                        "moved split > mail-b (arm:offer)",
                        "moved mail-b > look (requested)",
                        "waiting look (condition)");
        SendRequest request = life.sends().getFirst();
        assertThat(request.requestedAt()).isEqualTo("2026-11-21T11:00:00Z");
        assertThat(request.template()).isEqualTo("cart-offer");
        assertThat(request.traits()).containsEntry("email", "ada@example.com");
        assertThat(request.event()).containsEntry("cart_id", "c1");
        assertThat(request.fallback()).containsExactly(new SendRequest.Fallback("push", "cart-push"));
        assertThat(request.journey().step()).isEqualTo("mail-b");
    }

    @Test
    void aClickEndsTheJourneyAndNoPushFollows() {
        Life life = offered()
                .track("Cart Updated", "total", 30)
                .after("PT1H")
                .message("mail-b", MessageStatus.SENT)
                .after("PT2H")
                .message("mail-b", MessageStatus.CLICKED)
                .after("P3D");

        assertThat(life.told()).endsWith("moved look > end (condition)", "exited end (completed)");
        assertThat(life.sends()).hasSize(1);
    }

    @Test
    void withoutAClickThePushFollowsAfterTwoDays() {
        Life life = offered()
                .track("Cart Updated", "total", 30)
                .after("PT1H")
                .message("mail-b", MessageStatus.OPENED)
                .after("P2D");

        assertThat(life.told())
                .endsWith("moved look > push (timeout)", "moved push > end (requested)", "exited end (completed)");
        assertThat(life.sends()).extracting(SendRequest::template).containsExactly("cart-offer", "cart-push");
    }

    @Test
    void aPurchaseDuringThePauseEndsItBeforeAnyMessage() {
        Life life = offered()
                .track("Cart Updated", "total", 30)
                .after("PT30M")
                .track("Order Completed", "revenue", 42.5, "currency", "EUR")
                .after("P20D");

        assertThat(life.told())
                .endsWith("waiting pause (for)", "goal pause (goal:purchase)", "exited pause (exit:bought)");
        assertThat(life.sends()).isEmpty();
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void aGoalTellsItsValueAndTheArm() {
        Life life = offered()
                .track("Cart Updated", "total", 30)
                .after("PT2H")
                .track("Order Completed", "revenue", 42.5, "currency", "EUR");

        Transition goal = life.transitions().stream()
                .filter(t -> t.kind() == Transition.Kind.GOAL)
                .findFirst()
                .orElseThrow();
        assertThat(goal.detail())
                .containsEntry("value", 42.5)
                .containsEntry("currency", "EUR")
                .containsEntry("primary", true)
                .containsEntry("arms", Map.of("split", "offer"));
    }

    @Test
    void aHoldoutGetsNoMessageAndItsPurchaseStillCounts() {
        Life life = shopper(0, 0.1)
                .track("Cart Updated", "total", 30)
                .after("PT1H")
                .after("P3D")
                .track("Order Completed", "revenue", 10);

        assertThat(life.sends()).isEmpty();
        assertThat(life.told())
                .endsWith("moved split > end (arm:control)", "exited end (completed)", "goal (goal:purchase)");
        assertThat(life.last().detail()).containsEntry("arms", Map.of("split", "control"));
    }

    @Test
    void aPurchaseAfterTheGoalsTimeDoesNotCountAndNothingStays() {
        Life life =
                shopper(0, 0.1).track("Cart Updated", "total", 30).after("P8D").track("Order Completed", "revenue", 10);

        assertThat(life.told()).endsWith("exited end (completed)");
        assertThat(life.state().isEmpty()).isTrue();
        assertThat(life.timers()).isEmpty();
    }

    @Test
    void aCartTooSmallIsNoEntryAndNothingIsKept() {
        Life life = offered().track("Cart Updated", "total", 19.99);

        assertThat(life.transitions()).isEmpty();
        assertThat(life.state().isEmpty()).isTrue();
    }

    @Test
    void withoutAnAddressThePushFollowsAtOnceAndSaysWhy() {
        Life life = Life.with(Documents.CART_RECOVERY)
                .track("Cart Updated", "total", 30)
                .after("PT1H");

        Transition branch = life.transitions().get(3);
        assertThat(branch.reason()).isEqualTo("otherwise");
        assertThat(branch.detail().toString()).contains("trait=email", "exists=true", "holds=false");
        assertThat(life.sends()).extracting(SendRequest::channel).containsExactly("push");
    }

    @Test
    void idsArePureFunctionsSoThatARepeatIsRecognised() {
        Life once = offered().track("Cart Updated", "total", 30).after("P3D");
        Life again = offered()
                .timersNeverFire()
                .track("Cart Updated", "total", 30)
                .after("P3D")
                .changed();

        assertThat(again.sends()).isEqualTo(once.sends());
        assertThat(again.transitions()).isEqualTo(once.transitions());
        assertThat(once.transitions()).extracting(Transition::id).doesNotHaveDuplicates();
        assertThat(once.transitions().stream().map(Transition::sequence))
                .isEqualTo(
                        LongStream.range(0, once.transitions().size()).boxed().toList());
    }
}
