package io.itinera.channel.dispatch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.itinera.channel.channel.Channels;
import io.itinera.channel.profile.ProfileLookup;
import io.itinera.channel.stream.RecordWriter;
import io.itinera.contracts.JsonSerde;
import io.itinera.contracts.ProfileIds;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.Topics;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.Problem;
import io.itinera.problems.ProblemException;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages by API. */
@Path("/v1/messages")
@Tag(name = "Messages")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class MessageResource {

    private static final int PAGE = 100;

    private final MessageQueries queries;
    private final RecordWriter writer;
    private final ProfileLookup profiles;
    private final Channels channels;
    private final InstantSource clock;
    private final JsonSerde<SendRequest> json = JsonSerde.of(SendRequest.class);

    MessageResource(
            MessageQueries queries,
            RecordWriter writer,
            ProfileLookup profiles,
            Channels channels,
            InstantSource clock) {
        this.queries = queries;
        this.writer = writer;
        this.profiles = profiles;
        this.channels = channels;
        this.clock = clock;
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({"viewer", "editor", "operator", "service"})
    @Operation(summary = "What became of a message, and why")
    public MessageView get(@PathParam("id") String id) {
        return queries.find(id).orElseThrow(() -> ProblemException.notFound("the message"));
    }

    @GET
    @RolesAllowed({"viewer", "editor", "operator", "service"})
    @Operation(summary = "A profile's messages, the newest first")
    public MessagePage list(
            @QueryParam("profileId") String profileId,
            @QueryParam("status") String status,
            @QueryParam("cursor") String cursor) {
        if (profileId == null || profileId.isBlank()) {
            throw ProblemException.invalid("?profileId", "is the profile whose messages to list");
        }
        List<MessageView> page = queries.page(profileId, status(status), cursor(cursor), PAGE);
        MessageView last = page.isEmpty() ? null : page.getLast();
        return new MessagePage(page, page.size() < PAGE ? null : cursor(last));
    }

    @POST
    @RolesAllowed({"editor", "service"})
    @Operation(
            summary = "Asks for one message to one profile",
            description = "202 when the request is on its way. The same Idempotency-Key is the same message.")
    public Response send(@HeaderParam("Idempotency-Key") String key, @Valid @NotNull MessageRequest request) {
        if (channels.find(request.channel()).isEmpty()) {
            throw ProblemException.invalid("/channel", "is not a channel that this service has");
        }
        boolean known = request.traits() != null && ProfileLookup.isProfileId(request.profileId());
        ProfileLookup.Profile profile = known
                ? new ProfileLookup.Profile(request.profileId(), request.traits())
                : profiles.find(request.profileId(), "/profileId");
        String id = key == null || key.isBlank()
                ? UUID.randomUUID().toString()
                : ProfileIds.derive("message|" + profile.id() + "|" + key);
        write(request.toSend(id, profile, clock.instant()));
        return Response.accepted(new Accepted(id))
                .location(URI.create("/v1/messages/" + id))
                .build();
    }

    private void write(SendRequest send) {
        try {
            byte[] profile = send.profileId().getBytes(StandardCharsets.UTF_8);
            writer.write(List.of(new ProducerRecord<>(Topics.SENDS, profile, json.write(send))));
        } catch (KafkaException e) {
            throw new ProblemException(
                    Problem.of(CommonProblem.UNAVAILABLE, "Kafka does not take the request; it may be repeated"),
                    Map.of("Retry-After", "2"));
        }
    }

    private static String status(String status) {
        if (status == null) {
            return null;
        }
        try {
            return MessageState.of(status).wire();
        } catch (IllegalArgumentException e) {
            String known = List.of(MessageState.values()).toString().toLowerCase(Locale.ROOT);
            throw ProblemException.invalid("?status", "is one of " + known);
        }
    }

    private static String cursor(MessageView last) {
        String text = last.createdAt() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageQueries.Cursor cursor(String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
            return new MessageQueries.Cursor(Instant.parse(parts[0]), parts.length > 1 ? parts[1] : "");
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw ProblemException.invalid("?cursor", "is a cursor that an earlier page gave");
        }
    }

    /** Where to ask what became of it. */
    public record Accepted(String id) {}

    /** A page of messages. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MessagePage(List<MessageView> messages, String cursor) {}
}
