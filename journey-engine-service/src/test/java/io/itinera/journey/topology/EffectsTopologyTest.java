package io.itinera.journey.topology;

import static io.itinera.journey.topology.Driver.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PublishedJourney.State;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Transition;
import io.itinera.journey.Fixture;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.engine.Call;
import io.itinera.journey.engine.Input;
import io.itinera.journey.inputs.InputSerde;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine wants done outside of it, as records of Kafka. */
class EffectsTopologyTest {

    private static final String PROFILE = Fixture.profile("1");
    private static final JsonSerde<Call> CALL = JsonSerde.of(Call.class);
    private static final JsonSerde<TaskChange> TASK = JsonSerde.of(TaskChange.class);

    @TempDir
    Path stateDir;

    private Driver engine;

    @BeforeEach
    void start() {
        engine = new Driver(stateDir.toString());
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void anInstanceThatAnExitEndsCancelsItsMessagesOnTheTopicThatHasThem() {
        publish("""
                "exits": [{"key": "bought", "on": {"event": "Order Completed"}}], "start": "mail", "steps": {
                  "mail": {"type": "send", "channel": "email", "template": "t", "purpose": "marketing", "next": "look"},
                  "look": {"type": "wait", "for": "P1D", "next": "end"}, "end": {"type": "exit"}}""");
        engine.happens(Fixture.did(PROFILE, "Begun", NOON));
        engine.happens(Fixture.did(PROFILE, "Order Completed", NOON.plusSeconds(60)));

        List<TestRecord<String, byte[]>> sends = engine.records(Topics.SENDS);
        assertThat(sends).hasSize(2).extracting(TestRecord::key).containsOnly(PROFILE);
        SendRequest request =
                JsonSerde.of(SendRequest.class).read(sends.getFirst().value());
        SendCancel cancel = JsonSerde.of(SendCancel.class).read(sends.getLast().value());
        assertThat(sends.getLast().getRecordTime()).isEqualTo(NOON.plusSeconds(60));
        assertThat(cancel)
                .isEqualTo(new SendCancel(request.journey().instance(), PROFILE, "exit:bought", NOON.plusSeconds(60)));
    }

    @Test
    void aCallCarriesAllThatTheWorkerNeedsAndItsAnswerMovesTheInstanceOnce() {
        publish("""
                "start": "ask", "steps": {
                  "ask": {"type": "webhook", "endpoint": "scoring", "method": "PUT", "query": {"of": {"property": "total"}},
                          "body": {"mail": {"trait": "email"}}, "envelope": false, "attempts": 3, "atMost": "PT10M",
                          "next": "end", "onFailure": "sorry"},
                  "end": {"type": "exit", "reason": "told"}, "sorry": {"type": "exit", "reason": "sorry"}}""");
        engine.happens(Fixture.did(PROFILE, "Begun", NOON));

        TestRecord<String, byte[]> record = engine.records(Topics.JOURNEY_CALLS).getFirst();
        Call call = CALL.read(record.value());
        assertThat(record.key()).isEqualTo(PROFILE);
        assertThat(record.getRecordTime()).isEqualTo(NOON);
        assertThat(call)
                .isEqualTo(new Call(
                        call.id(),
                        PROFILE,
                        call.journey(),
                        1,
                        "scoring",
                        null,
                        Map.of("mail", "someone@example.com"),
                        3,
                        NOON,
                        NOON.plus(Duration.ofMinutes(10)),
                        "PUT",
                        Map.of("of", 42),
                        true));
        answer(call.journey().instance(), "ask", "answered", NOON.plusSeconds(1));
        answer(call.journey().instance(), "ask", "answered", NOON.plusSeconds(2));
        assertThat(engine.transitions())
                .extracting(Transition::reason)
                .containsExactly("event", "call", "answered", "told");
    }

    @Test
    void aCallThatAnEarlierVersionAskedForIsAPost() {
        byte[] old = """
                {"id": "1", "profileId": "p", "visit": 1, "endpoint": "scoring", "data": {"a": 1}, "attempts": 1}""".getBytes(StandardCharsets.UTF_8);

        assertThat(CALL.read(old)).satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.query()).isEmpty();
            assertThat(call.bare()).isFalse();
        });
    }

    @Test
    void aTaskIsOpenedGoesToSomebodyElseWhenItIsLateAndIsWithdrawnWhenItsInstanceEnds() {
        publish("""
                "exits": [{"key": "bought", "on": {"event": "Order Completed"}}], "start": "call", "steps": {
                  "call": {"type": "task", "title": "Call", "assignee": "ann", "due": "PT1H", "escalateTo": "boss",
                           "outcomes": [{"key": "done", "next": "end"}]},
                  "end": {"type": "exit"}}""");
        engine.happens(Fixture.did(PROFILE, "Begun", NOON));
        engine.passes(Duration.ofHours(2));
        engine.happens(Fixture.did(PROFILE, "Order Completed", NOON.plus(Duration.ofHours(3))));

        List<TestRecord<String, byte[]>> records = engine.records(Topics.JOURNEY_TASKS);
        List<TaskChange> changes =
                records.stream().map(r -> TASK.read(r.value())).toList();
        assertThat(records).extracting(TestRecord::key).containsOnly(PROFILE);
        assertThat(changes)
                .extracting(TaskChange::kind)
                .containsExactly(TaskChange.Kind.OPENED, TaskChange.Kind.OVERDUE, TaskChange.Kind.CLOSED);
        assertThat(changes)
                .extracting(TaskChange::id)
                .containsOnly(changes.getFirst().id());
        assertThat(changes.get(1).assignees()).containsExactly("boss");
        assertThat(records)
                .extracting(TestRecord::getRecordTime)
                .containsExactly(NOON, NOON.plus(Duration.ofHours(1)), NOON.plus(Duration.ofHours(3)));
    }

    @Test
    void anErasureLeavesNothingInTheStoresAndIsConfirmedAlsoForAProfileThatWasMergedAway() {
        String merged = Fixture.profile("2");
        publish("""
                "start": "pause", "steps": {"pause": {"type": "wait", "for": "P1D", "next": "end"}, "end": {"type": "exit"}}""");
        engine.happens(Fixture.did(PROFILE, "Begun", NOON));
        engine.happens(Fixture.mergedAway(merged, PROFILE, NOON.plusSeconds(1)));
        Instant at = NOON.plusSeconds(60);
        engine.put(
                Topics.JOURNEY_INPUTS,
                merged,
                InputSerde.write(new Input.Erased("request", "userId:1", merged, at)),
                at);

        assertThat(engine.streams.getKeyValueStore(ProfileStates.NAME).get(PROFILE))
                .isNull();
        assertThat(engine.records(Topics.PRIVACY)).singleElement().satisfies(record -> {
            assertThat(record.key()).isEqualTo("userId:1");
            PrivacyReceipt receipt = JsonSerde.of(PrivacyReceipt.class).read(record.value());
            assertThat(receipt.part()).isEqualTo("state:" + merged);
            assertThat(receipt.counts()).containsEntry("instances", 1L);
        });
        assertThat(engine.transitions()).last().extracting(Transition::reason).isEqualTo("erased");
    }

    private void answer(String instance, String step, String outcome, Instant at) {
        engine.put(
                Topics.JOURNEY_INPUTS,
                PROFILE,
                InputSerde.write(new Input.Answered(instance, step, 1, new Answer(outcome, Map.of("status", 200)), at)),
                at);
    }

    private void publish(String rest) {
        engine.publish("{\"key\": \"j\", \"entry\": {\"on\": {\"event\": \"Begun\"}}, " + rest + "}", State.LIVE);
    }
}
