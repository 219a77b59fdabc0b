package io.itinera.channel;

import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;

/**
 * What the header If-Match says about the present version of something. To change what exists needs it, to make something new must not
 * have it.
 *
 * @param header the header, or null
 * @param what what it is about, as it is called in problems
 */
public record IfMatch(String header, String what) {

    /** True when the caller may replace this version; 0 means that there is none. */
    public boolean allows(long present) {
        if (header == null) {
            return present == 0;
        }
        return present > 0 && ("*".equals(header.strip()) || etag(present).equals(header.strip()));
    }

    /** The ETag of a version. */
    public static String etag(long version) {
        return "\"" + version + "\"";
    }

    /** What to answer where it does not allow. */
    public ProblemException broken() {
        return header == null
                ? new ProblemException(
                        CommonProblem.PRECONDITION_REQUIRED,
                        "the " + what + " exists: send If-Match with the ETag of the version that you change")
                : new ProblemException(
                        CommonProblem.PRECONDITION_FAILED,
                        "the " + what + "'s present version is not the one in If-Match");
    }
}
