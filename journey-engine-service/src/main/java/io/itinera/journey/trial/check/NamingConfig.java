package io.itinera.journey.trial.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** How things are named here. What does not match as a whole is a finding of the check; nothing is asked where no pattern is set. */
@ConfigMapping(prefix = "itinera.journey.naming")
public interface NamingConfig {

    /** Regular expression for keys of journeys, such as {@code (growth|crm)-.+}. */
    Optional<String> journey();

    /** Regular expression for keys of steps. */
    Optional<String> step();

    /** Regular expression for keys of goals. */
    Optional<String> goal();

    /** Regular expression for keys of templates. */
    Optional<String> template();

    /** Regular expression for names of events that journeys put on the stream. */
    Optional<String> event();

    /** Whether a name that does not match keeps a draft from being published. */
    @WithDefault("false")
    boolean enforced();
}
