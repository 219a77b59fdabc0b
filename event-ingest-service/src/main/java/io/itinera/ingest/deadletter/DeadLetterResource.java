package io.itinera.ingest.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import io.itinera.problems.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Shows and replays what any service of the suite could not process. */
@Path("/v1/dead-letters")
@RolesAllowed("operator")
@Blocking
@Tag(name = "dead letters")
class DeadLetterResource {

    private final Map<String, Object> connection;
    private final ReplayStore replays;
    private final Replayer replayer;
    private final SecurityIdentity caller;

    DeadLetterResource(
            @Identifier("default-kafka-broker") Map<String, Object> connection,
            ReplayStore replays,
            Replayer replayer,
            SecurityIdentity caller) {
        this.connection = connection;
        this.replays = replays;
        this.replayer = replayer;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Dead letters of a topic, newest first")
    public Page list(
            @QueryParam("topic") @DefaultValue(Topics.EVENTS) String topic,
            @QueryParam("reason") String reason,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(500) int limit,
            @QueryParam("cursor") String cursor) {
        checkTopic(topic, "?topic");
        Cursor from = Cursor.parse(cursor);
        try (DeadTopic dead = DeadTopic.open(connection, Topics.dead(topic))) {
            NewestFirst reading = new NewestFirst(
                    dead, from, l -> reason == null || reason.equals(LetterView.header(l, DeadLetter.REASON)));
            List<ConsumerRecord<byte[], byte[]>> letters = reading.take(limit);
            Map<LetterId, Instant> replayed =
                    replays.replayed(topic, letters.stream().map(LetterView::id).toList());
            return new Page(
                    letters.stream()
                            .map(l -> LetterView.of(l, replayed.get(LetterView.id(l))))
                            .toList(),
                    reading.next().map(Cursor::text).orElse(null));
        }
    }

    @POST
    @Path("/replay")
    @Operation(
            summary = "Put dead letters back into their topic",
            description =
                    "Name letters by ids, or those of one reason, or all. Each goes back once, however often this is called."
                            + " Events go back for the record: profiles, history and goals count them, and nobody enters a journey"
                            + " or goes on in one by them, unless journeys is true.")
    public ReplayView replay(@NotNull @Valid Replay wanted) {
        String topic = wanted.topic() == null ? Topics.EVENTS : wanted.topic();
        checkTopic(topic, "/topic");
        if (wanted.journeys() != null && !Revival.mayMoveJourneys(topic)) {
            throw ProblemException.invalid(
                    "/journeys",
                    "is for topics with events: events, profile-work, activity; others go back as they were");
        }
        Replayer.Way way = new Replayer.Way(topic, Boolean.TRUE.equals(wanted.journeys()));
        String who = caller.getPrincipal().getName();
        Map<LetterId, JsonNode> named = named(wanted);
        int ways = (named.isEmpty() ? 0 : 1) + (wanted.reason() == null ? 0 : 1) + (wanted.all() ? 1 : 0);
        if (ways != 1) {
            throw ProblemException.invalid("", "needs exactly one of ids (or repaired), reason, all");
        }
        return named.isEmpty() ? replayer.all(way, wanted.reason(), who) : replayer.some(way, named, who);
    }

    private static Map<LetterId, JsonNode> named(Replay wanted) {
        Map<LetterId, JsonNode> named = new LinkedHashMap<>();
        List<String> ids = wanted.ids() == null ? List.of() : wanted.ids();
        for (int i = 0; i < ids.size(); i++) {
            named.put(LetterId.parse(ids.get(i), "/ids/" + i), null);
        }
        Map<String, JsonNode> repaired = wanted.repaired() == null ? Map.of() : new HashMap<>(wanted.repaired());
        repaired.forEach((id, body) -> named.put(LetterId.parse(id, "/repaired/" + id), body));
        return named;
    }

    private static void checkTopic(String topic, String pointer) {
        boolean dead = Topics.ALL.stream().anyMatch(t -> t.name().equals(Topics.dead(topic)));
        if (!dead) {
            throw ProblemException.invalid(pointer, "is not a topic with dead letters, such as events");
        }
    }

    /**
     * A page of letters.
     *
     * @param items newest first
     * @param next cursor of the next page, absent on the last
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<LetterView> items, String next) {}

    /**
     * Asks for a replay, by exactly one of ids (or repaired), reason, all.
     *
     * @param topic the topic that they go back to, {@code events} when absent
     * @param ids letters to put back as they are
     * @param repaired letters to put back with another body, by id
     * @param reason all letters with this reason
     * @param all all letters
     * @param journeys true where journeys are to act on the events that go back as on events that come in now; otherwise these are for the
     *     record, since what they tell may be long ago
     */
    record Replay(
            String topic,
            @Size(max = 500) List<String> ids,
            @Size(max = 500) Map<String, JsonNode> repaired,
            String reason,
            boolean all,
            Boolean journeys) {}
}
