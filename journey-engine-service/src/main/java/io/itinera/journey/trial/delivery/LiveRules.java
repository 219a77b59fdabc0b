package io.itinera.journey.trial.delivery;

import io.itinera.conditions.DayPart;
import io.itinera.conditions.Span;
import io.itinera.journey.trial.PurposeClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
    private static final Duration LONGEST_WAIT = Duration.ofDays(3);

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
        List<Rules.Cap> caps = new ArrayList<>();
        List<Rules.Quiet> quiet = new ArrayList<>();
        ask("consent-service", unanswered, () -> purposes.purposes()
                .items()
                .forEach(purpose -> needYes.put(purpose.name(), purpose.optIn())));
        ask("channel-service", unanswered, () -> {
            for (String cursor = ""; cursor != null; ) {
                PolicyClient.Caps page = policies.caps(cursor);
                page.caps().forEach(cap -> caps.add(cap(cap)));
                cursor = page.cursor();
            }
            for (String cursor = ""; cursor != null; ) {
                PolicyClient.QuietHours page = policies.quietHours(cursor);
                page.quietHours().forEach(hours -> quiet.add(quiet(hours)));
                cursor = page.cursor();
            }
        });
        return new Rules(needYes, caps, quiet, unanswered);
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

    private static Rules.Cap cap(PolicyClient.Cap cap) {
        return new Rules.Cap(
                cap.key(),
                new Rules.Scope(cap.channel(), cap.purpose(), cap.transactional()),
                cap.count(),
                Span.parse(cap.within()),
                handling(cap.policy(), cap.atMost()));
    }

    private static Rules.Quiet quiet(PolicyClient.Quiet quiet) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        if (quiet.days() != null) {
            quiet.days().forEach(day -> days.add(DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT))));
        }
        return new Rules.Quiet(
                quiet.key(),
                new Rules.Scope(quiet.channel(), quiet.purpose(), quiet.transactional()),
                new DayPart(days, LocalTime.parse(quiet.from()), LocalTime.parse(quiet.to())),
                quiet.zone() == null ? ZoneOffset.UTC : ZoneId.of(quiet.zone()),
                handling(quiet.policy(), quiet.atMost()));
    }

    static Rules.Handling handling(String policy, String atMost) {
        return new Rules.Handling("drop".equals(policy), atMost == null ? LONGEST_WAIT : Duration.parse(atMost));
    }
}
