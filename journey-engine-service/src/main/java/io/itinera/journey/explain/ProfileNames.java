package io.itinera.journey.explain;

import io.itinera.contracts.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the profile that somebody means. */
@ApplicationScoped
class ProfileNames {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final ExplainStore store;

    ProfileNames(ExplainStore store) {
        this.store = store;
    }

    /**
     * The profile of a name.
     *
     * @param name a profile id, or an identifier in its text form such as {@code userId:42}
     * @throws IllegalArgumentException when it is neither
     */
    ProfileRef find(String name) {
        String derived =
                ID.matcher(name).matches() ? name : Identifier.parse(name).derivedProfileId();
        String now = store.leadsTo(derived);
        List<String> was =
                store.ledHere(now).stream().filter(id -> !id.equals(now)).toList();
        return new ProfileRef(now, was);
    }
}
