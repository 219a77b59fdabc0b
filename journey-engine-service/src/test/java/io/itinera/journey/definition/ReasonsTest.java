package io.itinera.journey.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.itinera.contracts.Transition.Kind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reason that the engine can give has a sentence, and is recognised again. */
class ReasonsTest {

    @ParameterizedTest
    @EnumSource
    void isReadBackFromWhatIsRecorded(ReasonWord word) {
        Reason reason = word.isNamed() ? word.of("some-name") : word.alone();

        assertThat(word.kinds())
                .allSatisfy(kind -> assertThat(Reason.read(kind, reason.text())).contains(reason));
    }

    @ParameterizedTest
    @EnumSource
    void saysSomethingAlsoWhereNothingIsKnown(ReasonWord word) {
        String said = word.sentence().say(Map.of(), ZoneOffset.UTC);

        assertThat(said).doesNotContain("{", "}", "[", "]", "null").doesNotEndWith(".");
    }

    @Test
    void twoReasonsOfOneKindAreNeverRecordedAlike() {
        for (Kind kind : Kind.values()) {
            assertThat(List.of(ReasonWord.values()).stream()
                            .filter(word -> word.kinds().contains(kind))
                            .map(ReasonWord::wire))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void anAuthorsOwnWordIsTheReasonOfAnExitStep() {
        assertThat(Reason.read(Kind.EXITED, "gave-up")).contains(ReasonWord.EXIT_STEP.of("gave-up"));
        assertThat(Reason.read(Kind.MOVED, "gave-up")).isEmpty();
    }

    @Test
    void leavesOutWhatIsInBracketsWhereAValueIsMissing() {
        Sentence sentence = Sentence.of("waits[ for {span|span}] until {due|time}[, and {where|why}]");

        assertThat(sentence.say(Map.of("span", "P1DT2H", "due", "2026-11-21T10:00:00Z"), ZoneId.of("Europe/Berlin")))
                .isEqualTo("waits for 1 day and 2 hours until 21 November 2026, 11:00:00 (Europe/Berlin)");
        assertThat(sentence.say(Map.of("span", "soon"), ZoneOffset.UTC)).isEqualTo("waits until an unknown value");
    }

    @Test
    void writesEachValueInItsForm() {
        Map<String, Object> values = Map.of(
                "name", "Order", "draw", 0.1234, "list", List.of("a", "b"), "yes", true, "no", false, "rest", 12.34);

        assertThat(Sentence.of("{name} {name|quoted} {draw|share} {list|list} {rest|rounded}[!{yes|flag}][?{no|flag}]")
                        .say(values, ZoneOffset.UTC))
                .isEqualTo("Order “Order” 12.3 % a and b 12.3!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[open", "closed]", "{name|loudly}", "{na me}", "{open", "[a [b]]"})
    void refusesASentenceThatCannotBeRead(String template) {
        assertThatThrownBy(() -> Sentence.of(template)).isInstanceOf(IllegalArgumentException.class);
    }
}
