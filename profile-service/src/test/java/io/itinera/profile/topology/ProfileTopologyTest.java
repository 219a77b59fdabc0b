package io.itinera.profile.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.EventType;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.Topics;
import io.itinera.contracts.TraceContext;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Profiles that are kept where their events come in; {@link ProfilesElsewhereTest} holds the others to the same. */
class ProfileTopologyTest {

    private final TopologyFixture service = new TopologyFixture(partitions());

    int partitions() {
        return TopologyFixture.HERE;
    }

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void anEventBecomesActivityOfTheDerivedProfileAtTheTimeItWasReceived() {
        service.send(Events.track("m-1", "Product Viewed").by("42", null).with(Map.of("sku", "a")));

        TestRecord<String, Activity> entry = service.activityRecords().getFirst();
        assertThat(entry.key()).isEqualTo(derived("userId:42"));
        assertThat(entry.getRecordTime()).isEqualTo(Events.NOON);
        assertThat(entry.value().at()).isEqualTo(Events.NOON);
        Activity.Tracked cause = (Activity.Tracked) entry.value().cause();
        assertThat(cause.name()).isEqualTo("Product Viewed");
        assertThat(cause.properties()).isEqualTo(Map.of("sku", "a"));
        assertThat(service.profiles().get(derived("userId:42")).eventCounts()).isEqualTo(Map.of("Product Viewed", 1L));
    }

    @Test
    void whatFollowsFromAnEventBelongsToItsTraceAndWhatFollowsFromAnotherDoesNot() {
        service.sendTraced(Events.track("m-1", "Viewed").by(null, "phone"), "00-trace-1");
        service.sendTraced(Events.identify("m-2").by("42", "phone").later(1), "00-trace-2");
        service.send(Events.track("m-3", "Viewed").by(null, "phone").later(2));

        assertThat(service.activityRecords())
                .extracting(entry -> TraceContext.text(entry.headers()))
                .startsWith("00-trace-1")
                .endsWith((String) null)
                .containsOnly("00-trace-1", "00-trace-2", null);
        assertThat(service.activityRecords())
                .filteredOn(entry -> entry.value().cause() instanceof Activity.MergedIn)
                .extracting(entry -> TraceContext.text(entry.headers()))
                .containsExactly("00-trace-2");
    }

    @Test
    void traitsOfAnIdentifyAreInTheActivityThatItBecomes() {
        service.send(Events.identify("m-1").by("42", null).says(Map.of("plan", "pro", "phone", "1")));
        service.send(Events.identify("m-2").by("42", null).later(1).says(Collections.singletonMap("phone", null)));

        assertThat(service.activity().getLast().traits()).isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void aRepeatWithinADayHasNoEffectAndAfterThatItHas() {
        service.send(Events.track("m-1", "Bought").by("42", null));
        service.send(Events.track("m-1", "Bought").by("42", null).later(86_399));
        service.send(Events.track("m-1", "Bought").by("42", null).later(86_401));

        assertThat(service.activity()).hasSize(2);
        assertThat(service.profiles().get(derived("userId:42")).eventCounts()).isEqualTo(Map.of("Bought", 2L));
    }

    @Test
    void aLoginMovesWhatTheDeviceDidToTheCustomer() {
        service.send(Events.track("m-1", "Viewed").by(null, "phone"));
        service.send(Events.identify("m-2").by("42", "phone").later(1).says(Map.of("email", "a@example.com")));
        service.send(Events.track("m-3", "Viewed").by(null, "phone").later(2));

        String customer = derived("userId:42");
        String device = derived("anonymousId:phone");
        ProfileSnapshot profile = service.profiles().get(customer);
        assertThat(profile.eventCounts()).isEqualTo(Map.of("Viewed", 2L));
        assertThat(profile.identifiers()).containsExactly("userId:42", "anonymousId:phone");
        assertThat(service.profiles().get(device).mergedInto()).isEqualTo(customer);
        assertThat(service.causes(device)).last().isEqualTo(new Activity.MergedAway(customer));
        assertThat(service.causes(customer)).contains(new Activity.MergedIn(device));
        assertThat(service.activity().getLast().profileId()).isEqualTo(customer);
    }

    @Test
    void aMergeIsPublishedForTheIdentifierAndForTheProfile() {
        service.send(Events.identify("m-1").by("42", "phone"));

        Map<String, IdentityLink> links = service.links();
        assertThat(links.get("anonymousId:phone").profileId()).isEqualTo(derived("userId:42"));
        assertThat(links.get("profile:" + derived("anonymousId:phone")).profileId())
                .isEqualTo(derived("userId:42"));
    }

    @Test
    void onlyTheFirstEventWithBothIdsAsksForADecision() {
        for (int i = 0; i < 5; i++) {
            service.send(Events.track("m-" + i, "Viewed").by("42", "phone").later(i));
        }

        assertThat(service.links.asked()).isEqualTo(1);
        assertThat(service.profiles().get(derived("userId:42")).eventCounts()).isEqualTo(Map.of("Viewed", 5L));
    }

    @Test
    void aMessageCountedBeforeTheMergeIsNotCountedAgainAfterIt() {
        service.send(Events.track("m-1", "Viewed").by(null, "phone"));
        service.send(Events.identify("m-2").by("42", "phone").later(1));
        service.send(Events.track("m-1", "Viewed").by("42", "phone").later(2));

        assertThat(service.profiles().get(derived("userId:42")).eventCounts()).isEqualTo(Map.of("Viewed", 1L));
    }

    @Test
    void anAliasUnitesTwoCustomers() {
        service.send(Events.track("m-1", "Bought").by("old", null));
        service.send(Events.alias("m-2", "old").by("new", null).later(1));
        service.send(Events.track("m-3", "Bought").by("old", null).later(2));

        assertThat(service.profiles().get(derived("userId:new")).eventCounts()).isEqualTo(Map.of("Bought", 2L));
        assertThat(service.profiles().get(derived("userId:old")).mergedInto()).isEqualTo(derived("userId:new"));
    }

    @Test
    void whatBecameOfAMessageTakesItsPlaceInTheLifeOnce() {
        service.send(Events.identify("m-1").by("42", "phone").says(Map.of("plan", "pro")));
        service.outcome(derived("userId:42"), "msg-1", MessageStatus.CLICKED);
        service.outcome(derived("userId:42"), "msg-1", MessageStatus.CLICKED);

        assertThat(service.causes(derived("userId:42")))
                .filteredOn(Activity.MessageChanged.class::isInstance)
                .hasSize(1);
        assertThat(service.activity().getLast().traits()).isEqualTo(Map.of("plan", "pro"));
    }

    @Test
    void anOutcomeForAMergedProfileGoesToItsSuccessor() {
        service.send(Events.track("m-1", "Viewed").by(null, "phone"));
        service.send(Events.identify("m-2").by("42", "phone").later(1));
        service.outcome(derived("anonymousId:phone"), "msg-1", MessageStatus.OPENED);

        assertThat(service.activity().getLast().profileId()).isEqualTo(derived("userId:42"));
    }

    @Test
    void anUpdateOfAJourneyReachesTheProfileThatItNames() {
        service.send(Events.identify("m-1").by("42", null).says(Map.of("visits", 1)));
        service.send(Events.identify("m-2")
                .of(derived("userId:42"))
                .later(1)
                .within(Map.of("itinera", Map.of("increment", Map.of("visits", 2), "append", Map.of("tags", "vip")))));

        assertThat(service.profiles().get(derived("userId:42")).traits())
                .isEqualTo(Map.of("visits", 3, "tags", List.of("vip")));
        assertThat(service.profiles().get(derived("userId:42")).identifiers()).containsExactly("userId:42");
    }

    @Test
    void whatCannotBeReadIsADeadLetterWithItsReasonAndTheNextEventIsProcessed() {
        service.raw(Topics.EVENTS, "k", "{ not json");
        service.raw(Topics.EVENTS, "k", "{\"messageId\":\"m-1\",\"type\":\"track\",\"name\":\"x\"}");
        service.raw(
                Topics.EVENTS, "k", "{\"messageId\":\"m-2\",\"type\":\"track\",\"userId\":\"4\",\"properties\":[]}");
        service.raw(Topics.EVENTS, null, null);
        service.raw(Topics.MESSAGES, "k", "\u0000");
        service.raw(Topics.PROFILE_WORK, "k", "?");
        service.raw(Topics.IDENTITIES, "userId:42", "?");
        service.send(Events.track("m-3", "Bought").by("42", null));

        assertThat(service.dead(Topics.EVENTS).stream().map(r -> header(r, DeadLetter.REASON)))
                .containsExactly("not-readable", "no-identifier", "not-readable", "empty");
        assertThat(header(service.dead(Topics.EVENTS).get(2), DeadLetter.OFFSET))
                .isEqualTo("2");
        assertThat(service.dead(Topics.MESSAGES)).hasSize(1);
        assertThat(service.dead(Topics.PROFILE_WORK)).hasSize(1);
        assertThat(service.activity()).hasSize(1);
    }

    @Test
    void jsonThatSaysNothingStopsNothingWhereverItIs() {
        String profile = derived("userId:42");
        for (String nothing : List.of("null", "{}", "[]")) {
            for (String topic : List.of(Topics.EVENTS, Topics.MESSAGES, Topics.CONSENTS)) {
                service.raw(topic, profile, nothing);
            }
            for (Work work : Work.values()) {
                Headers headers = work.headers();
                headers.add(Work.IDENTIFIER, Work.bytes("userId:42")).add(Work.SOURCE, Work.bytes("no/such/place"));
                service.work(new ProducerRecord<>(
                        Topics.PROFILE_WORK,
                        null,
                        Events.NOON.toEpochMilli(),
                        Work.bytes(profile),
                        Work.bytes(nothing),
                        headers));
            }
        }
        service.send(Events.track("m-1", "Bought").by("42", null));

        assertThat(service.activity()).extracting(Activity::id).containsExactly("m-1");
        assertThat(service.dead(Topics.EVENTS)).hasSize(3);
        assertThat(service.dead(Topics.MESSAGES)).hasSize(3);
    }

    @Test
    void halfACharacterStopsNothing() {
        service.raw(
                Topics.EVENTS,
                "userId:42",
                "{\"messageId\":\"m-1\",\"type\":\"identify\",\"userId\":\"42\",\"traits\":{\"a\":\"\\ud800\"}}");
        service.raw(Topics.EVENTS, "k", "{\"messageId\":\"m-2\",\"type\":\"track\",\"userId\":\"\\ud800\"}");
        service.send(Events.track("m-3", "Bought").by("42", null).later(1));

        assertThat(service.activity().getLast().id()).isEqualTo("m-3");
        assertThat(service.dead(Topics.EVENTS).stream().map(r -> header(r, DeadLetter.REASON)))
                .containsExactly("bad-identifier");
    }

    @Test
    void aProfileDoesNotGrowBeyondWhatARecordCanCarry() {
        for (int i = 0; i < 12; i++) {
            service.send(Events.identify("m-" + i).by("42", null).later(i).says(Map.of("t" + i, "x".repeat(20_000))));
        }
        service.send(Events.track("after", "Bought").by("42", null).later(60));

        assertThat(service.dead(Topics.EVENTS).stream().map(r -> header(r, DeadLetter.REASON)))
                .containsOnly("profile-too-large")
                .isNotEmpty();
    }

    @Test
    void anotherPodsDecisionIsLearntFromTheTopic() {
        service.raw(
                Topics.IDENTITIES,
                "anonymousId:phone",
                "{\"subject\":\"anonymousId:phone\",\"profileId\":\"" + derived("userId:42")
                        + "\",\"decidedAt\":\"2026-11-21T11:00:00Z\",\"epoch\":1}");
        service.send(Events.track("m-1", "Viewed").by(null, "phone"));

        assertThat(service.activity().getLast().profileId()).isEqualTo(derived("userId:42"));
    }

    @Test
    void groupCallsSayNothingOfTheCustomer() {
        service.send(Events.of("m-1", EventType.GROUP).by("42", null).says(Map.of("name", "ACME")));

        assertThat(service.profiles().get(derived("userId:42")).traits()).isEmpty();
        assertThat(((Activity.Tracked) service.activity().getLast().cause()).properties())
                .containsEntry("traits", Map.of("name", "ACME"));
    }

    @Test
    void oneTaskHasAllOfAPartitionSoThatAnEventWhoseProfileIsThereNeedsNoFurtherWay() {
        assertThat(service.topology.describe().subtopologies()).hasSize(1);
    }

    private static String header(TestRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String derived(String identifier) {
        return Identifier.parse(identifier).derivedProfileId();
    }
}
