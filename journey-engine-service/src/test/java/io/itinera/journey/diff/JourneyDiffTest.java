package io.itinera.journey.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.journey.definition.Documents;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What two definitions differ in, as a reviewer wants to read it. */
class JourneyDiffTest {

    private static final JsonNode CART = Documents.json(Documents.CART_RECOVERY);

    @Test
    void aDefinitionDoesNotDifferFromItself() {
        assertThat(JourneyDiff.between(CART, CART).isEmpty()).isTrue();
        assertThat(after(j -> j.put("priority", 50.0)).isEmpty()).isTrue();
    }

    @Test
    void tellsFieldsOfTheJourneyWithConditionsInWords() {
        JourneyDiff diff = after(j -> {
            j.put("priority", 70);
            j.remove("group");
            ((ObjectNode) j.get("entry")).set("audience", Documents.json("{ segment: 'vip' }"));
        });

        assertThat(diff.steps()).isEmpty();
        assertThat(diff.journey())
                .extracting(f -> f.pointer() + " " + f.change())
                .containsExactlyInAnyOrder("/entry/audience changed", "/priority changed", "/group removed");
        assertThat(diff.journey()).extracting(JourneyDiff.FieldChange::words).contains("priority is 70 instead of 50");
        assertThat(words(diff, "/entry/audience"))
                .startsWith("entry audience is \"")
                .contains("vip", "internal-staff");
    }

    @Test
    void comparesGoalsAndArmsByTheirKeys() {
        JourneyDiff diff = after(j -> {
            ((ObjectNode) j.at("/goals/0")).put("within", "P3D");
            ((ObjectNode) j.at("/steps/split/arms/1")).put("weight", 30);
        });

        assertThat(diff.journey())
                .extracting(JourneyDiff.FieldChange::words)
                .containsExactly("goals 1 within is 'P3D' instead of 'P7D'");
        assertThat(diff.steps()).singleElement().satisfies(step -> {
            assertThat(step.change()).isEqualTo("changed");
            assertThat(step.words()).isEqualTo("split: arms 2 weight is 30 instead of 45");
        });
    }

    @Test
    void tellsThatAMessageMakesAnotherOffer() {
        JourneyDiff diff = JourneyDiff.between(offering("spring-20"), offering("summer-10"));

        assertThat(diff.steps())
                .extracting(JourneyDiff.StepChange::words)
                .containsExactly("mail-a: offer is 'summer-10' instead of 'spring-20'");
    }

    private static JsonNode offering(String offer) {
        ObjectNode journey = CART.deepCopy();
        ((ObjectNode) journey.at("/steps/mail-a")).put("offer", offer);
        return journey;
    }

    @Test
    void tellsWhatReRoutesSomebodyElsewhere() {
        JourneyDiff diff = JourneyDiff.between(rerouting("'mail-a'"), rerouting("'push', from: ['look']"));

        assertThat(diff.steps()).isEmpty();
        assertThat(diff.journey())
                .extracting(JourneyDiff.FieldChange::words)
                .containsExactlyInAnyOrder(
                        "reroutes 1 next is 'push' instead of 'mail-a'", "reroutes 1 from is [\"look\"] now");
    }

    private static JsonNode rerouting(String next) {
        ObjectNode journey = CART.deepCopy();
        journey.set("reroutes", Documents.json("[ { key: 'x', on: { event: 'X' }, next: " + next + " } ]"));
        return journey;
    }

    @Test
    void tellsStepsThatCameAndWentAndThoseThatWereRenamed() {
        JourneyDiff diff = after(j -> {
            ObjectNode steps = (ObjectNode) j.get("steps");
            steps.set("rest", steps.remove("pause"));
            j.put("start", "rest");
            steps.set("extra", Documents.json("{ type: 'wait', for: 'PT2H', next: 'end' }"));
            ((ObjectNode) steps.get("push")).put("next", "extra");
            steps.remove("mail-b");
            ((ObjectNode) j.at("/steps/split/arms/2")).put("next", "mail-a");
            ((ObjectNode) j.at("/steps/look/until/message")).putArray("step").add("mail-a");
        });

        assertThat(diff.steps())
                .extracting(s -> s.step() + " " + s.change() + (s.was() == null ? "" : " " + s.was()))
                .containsExactlyInAnyOrder(
                        "rest renamed pause",
                        "extra added",
                        "mail-b removed",
                        "push changed",
                        "split changed",
                        "look changed");
    }

    @Test
    void aStepThatStandsElsewhereWithTheSameWordsWasMoved() {
        JsonNode before = chain("one", "two", "three");
        JourneyDiff diff = JourneyDiff.between(before, chain("two", "one", "three"));

        assertThat(diff.steps()).extracting(s -> s.step() + " " + s.change()).contains("one moved", "two moved");
    }

    @Test
    void anotherStepsNewNameIsNoChangeOfTheStepThatLeadsThere() {
        JourneyDiff diff = JourneyDiff.between(chain("one", "two", "three"), chain("one", "zwei", "three"));

        assertThat(diff.steps()).singleElement().satisfies(s -> assertThat(s.words())
                .isEqualTo("two is called zwei now"));
    }

    private static JsonNode chain(String... keys) {
        List<String> order = List.of(keys);
        ObjectNode journey = (ObjectNode) Documents.json("{ key: 'c', entry: { on: { event: 'Started' } } }");
        journey.put("start", keys[0]);
        ObjectNode steps = journey.putObject("steps");
        for (String key : order.stream().sorted().toList()) {
            int at = order.indexOf(key);
            steps.putObject(key)
                    .put("type", "wait")
                    .put(
                            "for",
                            "PT" + (key.equals("zwei") ? "two" : key).length() + ("one".equals(key) ? "1" : "0") + "H")
                    .put("next", at + 1 < keys.length ? keys[at + 1] : "end");
        }
        steps.putObject("end").put("type", "exit");
        return journey;
    }

    private static String words(JourneyDiff diff, String pointer) {
        return diff.journey().stream()
                .filter(f -> f.pointer().equals(pointer))
                .findFirst()
                .orElseThrow()
                .words();
    }

    private static JourneyDiff after(Consumer<ObjectNode> edit) {
        ObjectNode edited = CART.deepCopy();
        edit.accept(edited);
        return JourneyDiff.between(CART, edited);
    }
}
