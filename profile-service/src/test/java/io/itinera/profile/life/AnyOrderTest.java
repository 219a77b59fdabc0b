package io.itinera.profile.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Activity;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.SourceEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any order of the same statements, and any delay between pods, gives the profiles that the whole log says. */
class AnyOrderTest {

    @Provide
    Arbitrary<List<SourceEvent>> logs() {
        return Statements.logs();
    }

    @Property(tries = 600)
    void anyOrderGivesTheProfilesThatTheWholeLogSays(@ForAll("logs") List<SourceEvent> log, @ForAll long seed) {
        SimulatedService service = run(log, seed);
        PlainAnswer answer = new PlainAnswer(log);

        assertThat(seen(service, ProfileSnapshot::traits)).isEqualTo(answer.traits());
        assertThat(seen(service, ProfileSnapshot::eventCounts)).isEqualTo(answer.counts());
    }

    @Property(tries = 300)
    void eachEventIsInOneLifeAndNothingIsCountedTwice(@ForAll("logs") List<SourceEvent> log, @ForAll long seed) {
        SimulatedService service = run(log, seed);

        assertThat(service.activity().stream()
                        .filter(entry -> entry.cause() instanceof Activity.Tracked)
                        .map(Activity::id))
                .containsExactlyInAnyOrderElementsOf(
                        log.stream().map(SourceEvent::messageId).toList());
    }

    @Property(tries = 300)
    void identifiersAreTheSameWhateverTheOrder(@ForAll("logs") List<SourceEvent> log, @ForAll long seed) {
        assertThat(seen(run(log, seed), ProfileSnapshot::identifiers))
                .isEqualTo(seen(run(log, seed + 1), ProfileSnapshot::identifiers));
    }

    @Property(tries = 300)
    void aProfileThatEndedSaysSoLastAndItsSuccessorKnows(@ForAll("logs") List<SourceEvent> log, @ForAll long seed) {
        SimulatedService service = run(log, seed);
        List<String> ended = service.activity().stream()
                .filter(entry -> entry.cause() instanceof Activity.MergedAway)
                .map(Activity::profileId)
                .toList();
        List<String> takenOver = service.activity().stream()
                .map(Activity::cause)
                .filter(Activity.MergedIn.class::isInstance)
                .map(cause -> ((Activity.MergedIn) cause).from())
                .toList();

        assertThat(takenOver).containsExactlyInAnyOrderElementsOf(ended);
        assertThat(ended.stream().filter(id -> !service.profiles().containsKey(id)))
                .allSatisfy(id -> assertThat(last(service, id).cause()).isInstanceOf(Activity.MergedAway.class));
    }

    private static SimulatedService run(List<SourceEvent> log, long seed) {
        Random chance = new Random(seed);
        List<SourceEvent> shuffled = new ArrayList<>(log);
        Collections.shuffle(shuffled, chance);
        SimulatedService service = new SimulatedService(chance);
        shuffled.forEach(service::accept);
        service.finish();
        return service;
    }

    private static Activity last(SimulatedService service, String profileId) {
        return service.activity().stream()
                .filter(entry -> entry.profileId().equals(profileId))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static <T> Map<String, T> seen(
            SimulatedService service, java.util.function.Function<ProfileSnapshot, T> part) {
        return service.profiles().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> part.apply(e.getValue())));
    }
}
