package io.itinera.profile.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.conditions.EventCount;
import io.itinera.conditions.InvalidConditionException;
import io.itinera.contracts.Wire;
import io.itinera.problems.ProblemException;
import io.itinera.profile.segment.SegmentRules;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What conditions over a profile's history counted. */
@Path("/v1/profiles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "profiles")
@Blocking
public class CountResource {

    private static final int MOST = 200;

    private final Counts counts;

    CountResource(Counts counts) {
        this.counts = counts;
    }

    /**
     * What is to be counted.
     *
     * @param condition an event condition, such as {@code {"event": "Pricing Viewed", "count": 3, "within": "P7D"}}
     * @param at as of when
     * @param zone of the profile, such as Europe/Berlin; UTC where it is left out
     */
    public record Question(JsonNode condition, Instant at, String zone) {}

    /**
     * Questions.
     *
     * @param questions 1 to 200
     */
    public record Asked(List<Question> questions) {}

    /**
     * Answers.
     *
     * @param counts in the order of the questions
     */
    public record Answer(List<Counts.Tally> counts) {}

    /** What was counted. */
    @POST
    @Path("/{id}/counts")
    @RolesAllowed({"viewer", "editor", "approver", "operator", "privacy", "service"})
    @Operation(
            summary = "How often a profile did something, as of some time, and when last",
            description =
                    "Counted in the timeline of the profile, and of those merged into it by then; id is a profile id, and is not"
                            + " followed where that profile was merged since.")
    public Answer counts(@PathParam("id") String id, Asked asked) {
        if (asked == null
                || asked.questions() == null
                || asked.questions().isEmpty()
                || asked.questions().size() > MOST) {
            throw ProblemException.invalid("/questions", "is missing or too long, expected 1 to 200 questions");
        }
        List<Counts.Question> questions = new ArrayList<>();
        for (Question question : asked.questions()) {
            questions.add(read(question, "/questions/" + questions.size()));
        }
        return new Answer(counts.of(uuid(id), questions));
    }

    private static Counts.Question read(Question question, String pointer) {
        if (question == null || question.at() == null) {
            throw ProblemException.invalid(pointer + "/at", "is missing, expected a time such as 2026-11-21T10:00:00Z");
        }
        return new Counts.Question(
                condition(question.condition(), pointer + "/condition"),
                question.at(),
                zone(question.zone(), pointer + "/zone"));
    }

    private static EventCount condition(JsonNode json, String pointer) {
        try {
            Object plain = json == null ? null : Wire.JSON.convertValue(json, Object.class);
            if (SegmentRules.read(plain, pointer) instanceof EventCount count) {
                return count;
            }
        } catch (InvalidConditionException e) {
            throw ProblemException.invalid(
                    e.problems().getFirst().pointer(), e.problems().getFirst().message());
        }
        throw ProblemException.invalid(pointer, "counts nothing, expected a condition such as {\"event\": …}");
    }

    private static ZoneId zone(String name, String pointer) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw ProblemException.invalid(
                    pointer, "is '" + name + "', expected a time zone such as Europe/Berlin, or none for UTC");
        }
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("/id", "id is not a UUID");
        }
    }
}
