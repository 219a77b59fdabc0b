package io.itinera.channel.profile;

import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The traits of a profile, for an API call that names it. */
@ApplicationScoped
public class ProfileLookup {

    private final ProfileClient profiles;

    ProfileLookup(@RestClient ProfileClient profiles) {
        this.profiles = profiles;
    }

    /**
     * @param id profile id or identifier text
     * @param pointer where the request names it
     * @throws ProblemException 422 when there is no such profile, 503 when nobody answers
     */
    public Map<String, Object> traits(String id, String pointer) {
        try {
            Map<String, Object> traits = profiles.profile(id).traits();
            return traits == null ? Map.of() : traits;
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == 404) {
                throw ProblemException.invalid(pointer, "is not a profile that profile-service knows");
            }
            throw unavailable();
        } catch (ProcessingException e) {
            throw unavailable();
        }
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "profile-service does not answer");
    }
}
