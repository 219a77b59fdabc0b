package io.itinera.journey.trial.delivery;

import io.itinera.journey.trial.PurposeClient;
import io.itinera.policies.Cap;
import io.itinera.policies.Policies;
import io.itinera.policies.QuietHours;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** The rules as the suite goes by them now. */
@ApplicationScoped
public class LiveRules {

    private static final Logger LOG = Logger.getLogger(LiveRules.class);

    /** How long channel-service puts a message off where a policy does not say so, unless it is set otherwise there. */
    static final Duration LONGEST_WAIT = Duration.ofDays(3);

    private final PolicyClient policies;
    private final PurposeClient purposes;

    LiveRules(@RestClient PolicyClient policies, @RestClient PurposeClient purposes) {
        this.policies = policies;
        this.purposes = purposes;
    }

    /** The rules; none of a service that does not answer. */
    public Rules now() {
        Set<String> unanswered = new TreeSet<>();
        Map<String, Boolean> needYes = new HashMap<>();
        List<Cap> caps = new ArrayList<>();
        List<QuietHours> quiet = new ArrayList<>();
        ask("consent-service", unanswered, () -> purposes.purposes()
                .items()
                .forEach(purpose -> needYes.put(purpose.name(), purpose.optIn())));
        ask("channel-service", unanswered, () -> {
            for (String cursor = ""; cursor != null; ) {
                PolicyClient.Caps page = policies.caps(cursor);
                page.caps().forEach(cap -> caps.add(cap.content().toCap(cap.key(), LONGEST_WAIT)));
                cursor = page.cursor();
            }
            for (String cursor = ""; cursor != null; ) {
                PolicyClient.QuietHours page = policies.quietHours(cursor);
                page.quietHours().forEach(hours -> quiet.add(hours.content().toQuietHours(hours.key(), LONGEST_WAIT)));
                cursor = page.cursor();
            }
        });
        return new Rules(needYes, new Policies(caps, quiet), unanswered);
    }

    private static void ask(String service, Set<String> unanswered, Runnable question) {
        try {
            question.run();
        } catch (WebApplicationException e) {
            unanswered.add(service);
            LOG.warnf(
                    "rules not told service=%s status=%d",
                    service, e.getResponse().getStatus());
        } catch (ProcessingException | UncheckedIOException e) {
            unanswered.add(service);
            LOG.warnf("rules not told service=%s error=%s", service, e.toString());
        }
    }
}
