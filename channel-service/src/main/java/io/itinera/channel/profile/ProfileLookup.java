package io.itinera.channel.profile;

import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** The traits of a profile, for an API call that names it. */
@ApplicationScoped
public class ProfileLookup {

    private static final Pattern PROFILE_ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final ProfileClient profiles;

    ProfileLookup(@RestClient ProfileClient profiles) {
        this.profiles = profiles;
    }

    /**
     * @param id profile id or identifier text
     * @param pointer where the request names it
     * @throws ProblemException 422 when there is no such profile, 503 when nobody answers
     */
    public Profile find(String id, String pointer) {
        try {
            ProfileClient.Answer found = profiles.profile(id);
            return new Profile(found.id(), found.traits() == null ? Map.of() : found.traits());
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == 404) {
                throw ProblemException.invalid(pointer, "is not a profile that profile-service knows");
            }
            throw unavailable();
        } catch (ProcessingException e) {
            throw unavailable();
        }
    }

    /** True for a profile's own id, false for one of its identifiers. */
    public static boolean isProfileId(String text) {
        return PROFILE_ID.matcher(text).matches();
    }

    private static ProblemException unavailable() {
        return new ProblemException(CommonProblem.UNAVAILABLE, "profile-service does not answer");
    }

    /**
     * A profile, as far as this service looks.
     *
     * @param id profile id
     * @param traits its traits
     */
    public record Profile(String id, Map<String, Object> traits) {}
}
