package io.itinera.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class JsonSerdeTest {

    private static final JsonSerde<IdentityLink> LINKS = JsonSerde.of(IdentityLink.class);
    private static final JsonSerde<SourceEvent> EVENTS = JsonSerde.of(SourceEvent.class);
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void aTombstoneStaysATombstone() {
        assertThat(LINKS.serializer().serialize("identities", null)).isNull();
        assertThat(LINKS.deserializer().deserialize("identities", (byte[]) null))
                .isNull();
    }

    @Test
    void writesTimesAsIso8601AndLeavesOutWhatIsAbsent() {
        assertThat(new String(LINKS.write(new IdentityLink("userId:42", null, NOON)), UTF_8))
                .isEqualTo("{\"subject\":\"userId:42\",\"decidedAt\":\"2026-11-21T12:00:00Z\"}");
    }

    @Test
    void readsWhatANewerWriterAdded() {
        byte[] newer =
                "{\"subject\":\"userId:42\",\"profileId\":\"p\",\"decidedAt\":\"2026-11-21T12:00:00Z\",\"by\":{\"x\":[1]}}"
                        .getBytes(UTF_8);

        assertThat(LINKS.read(newer)).isEqualTo(new IdentityLink("userId:42", "p", NOON));
    }

    @Test
    void keepsNullAndEmptyValuesThatTheSenderPutIntoAMap() {
        byte[] sent =
                "{\"messageId\":\"m\",\"type\":\"track\",\"properties\":{\"coupon\":null,\"note\":\"\",\"tags\":[]}}"
                        .getBytes(UTF_8);

        SourceEvent event = EVENTS.read(EVENTS.write(EVENTS.read(sent)));

        assertThat(event.properties()).containsKeys("coupon", "note", "tags").containsEntry("note", "");
        assertThat(event.properties().get("coupon")).isNull();
    }

    @Test
    void anAbsentMapReadsAsAnEmptyOne() {
        SourceEvent event = EVENTS.read("{\"messageId\":\"m\",\"type\":\"track\"}".getBytes(UTF_8));

        assertThat(event.properties()).isEqualTo(Map.of());
        assertThat(event.traits()).isEqualTo(Map.of());
        assertThat(event.context()).isEqualTo(Map.of());
    }

    @Test
    void saysWhatCouldNotBeReadWithoutRepeatingIt() {
        assertThatThrownBy(() -> LINKS.read("{\"decidedAt\":\"ada@example.com\"}".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("IdentityLink")
                .hasMessageNotContaining("ada")
                .hasNoCause();
        assertThatThrownBy(() -> LINKS.read("not json".getBytes(UTF_8))).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> LINKS.read(new byte[0])).isInstanceOf(SerializationException.class);
    }

    @Test
    void refusesAnEnumerationValueThatIsNotKnown() {
        assertThatThrownBy(() -> EVENTS.read("{\"messageId\":\"m\",\"type\":\"teleport\"}".getBytes(UTF_8)))
                .isInstanceOf(SerializationException.class);
    }
}
