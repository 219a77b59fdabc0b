package io.itinera.profile.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.itinera.local.testing.BackEnds;
import io.itinera.problems.ProblemException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(value = BackEnds.class, initArgs = @ResourceArg(name = "schema", value = "profile"))
class ProfilesTest {

    private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

    @Inject
    Profiles profiles;

    @Inject
    ProfileWriter writer;

    @Inject
    Timeline timeline;

    private final UUID id = UUID.randomUUID();

    @Test
    void aSearchThatTakesTooLongIsRefused() {
        TraitQuery endless = new TraitQuery("(select count(pg_sleep(5))) > 0", Map.of());

        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> profiles.search(endless, new UUID(0, 0), 10, Duration.ofMillis(50))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().status()).isEqualTo(422));
    }

    @Test
    void writingABatchAgainChangesNothing() {
        String snapshot =
                "{\"profileId\":\"%s\",\"identifiers\":[\"userId:1\"],\"traits\":{\"a\":\"x\\u0000y\"}}".formatted(id);
        writer.write(List.of(snapshot));
        writer.write(List.of(snapshot));

        ProfileRow row =
                QuarkusTransaction.requiringNew().call(() -> profiles.living(id).orElseThrow());
        assertThat(row.traits).isEqualTo("{\"a\": \"x\uFFFDy\"}");
        assertThat(row.identifiers).containsExactly("userId:1");
    }

    @Test
    void mergesThatLeadInACircleEnd() {
        UUID other = UUID.randomUUID();
        writer.write(List.of(merged(id, other), merged(other, id)));

        assertThat(QuarkusTransaction.requiringNew().call(() -> profiles.living(id)))
                .isEmpty();
        assertThat(QuarkusTransaction.requiringNew().call(() -> profiles.withMerged(id)))
                .containsExactlyInAnyOrder(id, other);
    }

    @Test
    void anOldTimelineIsTrimmedPassByPass() {
        for (int i = 0; i < 5; i++) {
            timeline.write(List.of(new Timeline.Entry(
                    id.toString(),
                    LONG_AGO.plusSeconds(i),
                    "e-" + i,
                    JsonNodeFactory.instance.objectNode(),
                    List.of())));
        }

        assertThat(timeline.trimOnce(LONG_AGO.plusSeconds(60), 3)).isEqualTo(3);
        timeline.trim();

        assertThat(timeline.latest(List.of(id), Instant.parse("9999-01-01T00:00:00Z"), "", 10))
                .isEmpty();
    }

    private static String merged(UUID from, UUID into) {
        return "{\"profileId\":\"%s\",\"mergedInto\":\"%s\"}".formatted(from, into);
    }
}
