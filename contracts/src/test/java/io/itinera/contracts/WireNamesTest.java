package io.itinera.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WireNamesTest {

    static Stream<Enum<?>> words() {
        return Stream.of(
                        EventType.values(),
                        MessageStatus.values(),
                        Transition.Kind.values(),
                        PublishedJourney.State.values(),
                        PublishedSegment.State.values(),
                        Activity.SegmentsChanged.Why.values(),
                        PrivacyRequest.Kind.values())
                .flatMap(Stream::of);
    }

    @ParameterizedTest
    @MethodSource("words")
    void aWordIsLowerCaseOnTheWireAndComesBackAsItself(Enum<?> word) throws JsonProcessingException {
        String json = Wire.JSON.writeValueAsString(word);

        assertThat(json).isEqualTo('"' + word.name().toLowerCase(java.util.Locale.ROOT) + '"');
        assertThat((Object) Wire.JSON.readValue(json, word.getDeclaringClass())).isEqualTo(word);
    }

    @Test
    void namesTheTypesThatThereAreWhenOneIsNotKnown() {
        assertThatThrownBy(() -> EventType.of("teleport"))
                .hasMessage("type is 'teleport', expected one of identify, track, page, screen, group, alias");
    }

    @Test
    void aSecondOpenIsTheSameEffectAndAClickOnAnotherLinkIsNot() {
        assertThat(outcome(MessageStatus.OPENED, null).effectId())
                .isEqualTo(outcome(MessageStatus.OPENED, null).effectId());
        assertThat(outcome(MessageStatus.CLICKED, "https://a.example").effectId())
                .isNotEqualTo(
                        outcome(MessageStatus.CLICKED, "https://b.example").effectId());
    }

    private static MessageOutcome outcome(MessageStatus status, String link) {
        return new MessageOutcome(
                "m", "p", "email", "t", "marketing", null, status, Instant.EPOCH, null, link, null, null, false);
    }
}
