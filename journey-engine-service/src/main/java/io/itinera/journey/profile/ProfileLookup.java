package io.itinera.journey.profile;

import io.itinera.conditions.Histories;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** Finds a profile that a request names. */
@ApplicationScoped
public class ProfileLookup {

    private static final Logger LOG = Logger.getLogger(ProfileLookup.class);

    private final ProfileClient profiles;

    ProfileLookup(@RestClient ProfileClient profiles) {
        this.profiles = profiles;
    }

    /**
     * The profile of an id or an identifier such as {@code userId:42}.
     *
     * @param pointer where the request names it
     * @throws ProblemException 422 when there is no such profile, 503 when profile-service does not answer
     */
    public Profile find(String id, String pointer) {
        try {
            ProfileClient.Answer found = profiles.profile(id);
            return new Profile(
                    found.id(),
                    found.traits() == null ? Map.of() : found.traits(),
                    found.computed() == null ? Map.of() : found.computed(),
                    found.consents() == null ? Map.of() : found.consents(),
                    found.segments() == null ? Set.of() : found.segments());
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            if (status == 404 || status == 422) {
                throw ProblemException.invalid(pointer, "is not a profile that profile-service knows");
            }
            throw unavailable();
        } catch (ProcessingException e) {
            throw unavailable();
        }
    }

    /**
     * What the profile did, as far as profile-service knows.
     *
     * @param id profile id
     * @param questions at most 200
     * @return the answers by question; nothing where profile-service does not answer
     */
    public Map<Histories.Question, Histories.Tally> counts(String id, List<Histories.Question> questions) {
        try {
            List<ProfileClient.Count> counts = profiles.counts(
                            id,
                            new ProfileClient.Asked(
                                    questions.stream().map(ProfileLookup::asked).toList()))
                    .counts();
            Map<Histories.Question, Histories.Tally> answers = new HashMap<>();
            for (int i = 0; counts != null && i < Math.min(counts.size(), questions.size()); i++) {
                ProfileClient.Count count = counts.get(i);
                answers.put(questions.get(i), new Histories.Tally(count.count(), count.last(), count.partial()));
            }
            return answers;
        } catch (WebApplicationException | ProcessingException e) {
            LOG.debugf("history not counted error=%s", e.toString());
            return Map.of();
        }
    }

    private static ProfileClient.Question asked(Histories.Question question) {
        return new ProfileClient.Question(
                question.asked().toMap(),
                question.at().toString(),
                question.zone().getId());
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "profile-service does not answer: try again");
    }

    /**
     * A profile as it is now.
     *
     * @param id its id
     * @param traits its traits
     * @param computed its computed traits
     * @param consents what the customer agreed to and refused
     * @param segments keys of the segments that it is in
     */
    public record Profile(
            String id,
            Map<String, Object> traits,
            Map<String, Object> computed,
            Map<String, Boolean> consents,
            Set<String> segments) {}
}
