package io.itinera.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.Wire;
import io.itinera.ingest.intake.EventWriter.Written;
import io.itinera.problems.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a sender's JSON becomes: read by slices, written by hand, and still exactly the record of the contract. */
class ReadAndWriteTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Receipt RECEIPT = Receipt.of("shop", NOW, null, null, false);
    private static final JsonSerde<SourceEvent> EVENT = JsonSerde.of(SourceEvent.class);
    private static final ObjectMapper ESCAPING = new ObjectMapper()
            .configure(com.fasterxml.jackson.core.json.JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);

    @Property(tries = 300)
    void whatASenderSaysArrivesAsItWas(
            @ForAll("objects") Map<String, Object> properties,
            @ForAll("objects") Map<String, Object> context,
            @ForAll("texts") String user,
            @ForAll boolean escaped,
            @ForAll boolean pretty)
            throws IOException {
        Map<String, Object> event = new HashMap<>(Map.of(
                "type",
                "track",
                "event",
                user + "!",
                "userId",
                "u" + user,
                "properties",
                properties,
                "context",
                context));
        ObjectMapper mapper = escaped ? ESCAPING : Wire.JSON;
        byte[] body = (pretty ? mapper.writerWithDefaultPrettyPrinter() : mapper.writer()).writeValueAsBytes(event);

        SourceEvent written = one(body, RECEIPT);

        assertThat(written.userId()).isEqualTo("u" + user);
        assertThat(written.name()).isEqualTo(user + "!");
        assertThat(written.properties()).isEqualTo(properties);
        assertThat(written.context()).isEqualTo(context);
    }

    @Property(tries = 200)
    void everyEventOfABatchIsCutOutWhereItIs(
            @ForAll @Size(max = 8) List<@net.jqwik.api.From("objects") Map<String, Object>> all) throws IOException {
        List<Map<String, Object>> events = all.stream()
                .map(p -> Map.<String, Object>of("type", "track", "event", "E", "anonymousId", "ä", "traits", p))
                .toList();
        byte[] body = Wire.JSON.writeValueAsBytes(Map.of("batch", events, "writeKey", "k"));

        Call call = SegmentReader.batch(body, Limits.DEFAULT);

        assertThat(call.writeKey()).isEqualTo("k");
        assertThat(call.events()).hasSameSizeAs(events);
        EventWriter writer = new EventWriter(RECEIPT, call.common());
        for (int i = 0; i < events.size(); i++) {
            EventDraft draft = call.events().get(i);
            assertThat(draft.item.text()).startsWith("{").endsWith("}");
            assertThat(draft.item.tree()).hasSameSizeAs(events.get(i).keySet());
            assertThat(EVENT.read(writer.write(draft, i).value()).traits()).isEqualTo(all.get(i));
        }
    }

    @Property(tries = 500)
    void noBytesBreakTheReaderOtherThanByAProblem(@ForAll byte[] junk) {
        try {
            SegmentReader.batch(junk, Limits.DEFAULT);
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(400);
        }
    }

    @Property(tries = 500)
    void noDamagedBodyBreaksTheReaderOtherThanByAProblem(@ForAll int place, @ForAll byte damage) {
        byte[] body = """
                {"batch":[{"type":"track","userId":"ü","event":"E","properties":{"a":[1,{"b":"\\u00e4"}]},"context":{}}],"sentAt":"x"}
                """.getBytes(StandardCharsets.UTF_8);
        body[Math.floorMod(place, body.length)] = damage;
        try {
            Call call = SegmentReader.batch(body, Limits.DEFAULT);
            EventWriter writer = new EventWriter(RECEIPT, call.common());
            for (EventDraft draft : call.events()) {
                Written written = writer.write(draft, 0);
                if (written.refusal() == null) {
                    EVENT.read(written.value());
                }
            }
        } catch (ProblemException e) {
            assertThat(e.problem().status()).isEqualTo(400);
        }
    }

    @Test
    void mendsWhatLaterStepsCouldNotKeep() {
        SourceEvent event = one(
                "{\"event\":\"a\\u0000b\",\"userId\":\"u\\ud800\",\"type\":\"track\",\"properties\":{\"k\\u0000\":\"v\\udc00\"}}",
                RECEIPT);

        assertThat(event.name()).isEqualTo("ab");
        assertThat(event.userId()).isEqualTo("u\uFFFD");
        assertThat(event.properties()).isEqualTo(Map.of("k", "v\uFFFD"));
    }

    @Test
    void takesNumbersAsIdentifiersAndBlankOnesAsAbsent() {
        SourceEvent event = one("{\"type\":\"identify\",\"userId\":42,\"anonymousId\":\" \"}", RECEIPT);

        assertThat(event.userId()).isEqualTo("42");
        assertThat(event.anonymousId()).isNull();
        assertThat(event.key()).isEqualTo("userId:42");
    }

    @Test
    void putsAPagesCategoryWithItsPropertiesUnlessTheyHaveOne() {
        assertThat(one("{\"type\":\"page\",\"userId\":\"u\",\"category\":\"docs\",\"properties\":{\"a\":1}}", RECEIPT)
                        .properties())
                .isEqualTo(Map.of("category", "docs", "a", 1));
        assertThat(one(
                                "{\"type\":\"page\",\"userId\":\"u\",\"category\":\"docs\",\"properties\":{\"category\":\"own\"}}",
                                RECEIPT)
                        .properties())
                .isEqualTo(Map.of("category", "own"));
    }

    @Test
    void addsTheAddressOnlyWhereItMayAndTheSenderGaveNone() {
        Receipt known = Receipt.of("shop", NOW, "192.0.2.1", null, false);

        assertThat(one("{\"type\":\"identify\",\"userId\":\"u\",\"context\":{\"locale\":\"de\"}}", known)
                        .context())
                .isEqualTo(Map.of("locale", "de", "ip", "192.0.2.1"));
        assertThat(one("{\"type\":\"identify\",\"userId\":\"u\",\"context\":{\"ip\":\"198.51.100.7\"}}", known)
                        .context())
                .isEqualTo(Map.of("ip", "198.51.100.7"));
    }

    @Test
    void readsABodyWithAByteOrderMark() {
        assertThat(one("\uFEFF{\"type\":\"identify\",\"userId\":\"u\",\"traits\":{\"a\":1}}", RECEIPT)
                        .traits())
                .isEqualTo(Map.of("a", 1));
    }

    @Test
    void refusesABatchOfTooManyEvents() {
        String body = "{\"batch\":[" + "0,".repeat(Limits.DEFAULT.maxBatchEvents()) + "0]}";

        assertThatThrownBy(() -> SegmentReader.batch(body.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("at most 2500 events");
    }

    @Test
    void refusesNestingThatNobodyNeeds() {
        String deep = "{\"a\":".repeat(300) + "1" + "}".repeat(300);

        assertThatThrownBy(
                        () -> SegmentReader.single(("{\"properties\":" + deep + "}").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesAnIdentifierThatNoIndexTakes() {
        EventDraft draft = SegmentReader.single(("{\"type\":\"identify\",\"userId\":\"" + "u".repeat(513) + "\"}")
                        .getBytes(StandardCharsets.UTF_8))
                .events()
                .getFirst();

        assertThat(EventRules.check(draft).reason()).isEqualTo(Refusal.Reason.TOO_LONG);
    }

    private static SourceEvent one(String body, Receipt receipt) {
        return one(body.getBytes(StandardCharsets.UTF_8), receipt);
    }

    private static SourceEvent one(byte[] body, Receipt receipt) {
        Call call = SegmentReader.single(body);
        Written written =
                new EventWriter(receipt, call.common()).write(call.events().getFirst(), 0);
        assertThat(written.refusal()).isNull();
        SourceEvent event = EVENT.read(written.value());
        assertThat(event.key()).isEqualTo(new String(written.key(), StandardCharsets.UTF_8));
        return event;
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'Z', '"', '\\', '/', ' ', '\n', 'ä', '€', '{', '}', '[', ',', ':')
                .ofMaxLength(12);
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                texts().asGeneric(),
                Arbitraries.integers().asGeneric(),
                Arbitraries.of(true, false).asGeneric(),
                Arbitraries.doubles().between(-1e6, 1e6).ofScale(3).asGeneric());
        Arbitrary<Object> value = Arbitraries.oneOf(
                leaf,
                leaf.list().ofMaxSize(3).asGeneric(),
                Arbitraries.maps(texts(), leaf).ofMaxSize(3).asGeneric());
        return Arbitraries.maps(texts().map(t -> "k" + t), value).ofMaxSize(5);
    }
}
