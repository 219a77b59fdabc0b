package io.itinera.journey.trial.check;

import io.itinera.journey.catalog.CurrentVersions;
import io.itinera.journey.trial.PurposeClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** The suite as it runs: other services over HTTP, the record of events from Kafka. */
@ApplicationScoped
class LiveSurroundings implements Surroundings {

    private static final Logger LOG = Logger.getLogger(LiveSurroundings.class);
    private static final int NOT_FOUND = 404;

    private final TemplateClient templates;
    private final PurposeClient purposes;
    private final SegmentClient segments;
    private final RecentNames names;
    private final CurrentVersions journeys;

    LiveSurroundings(
            @RestClient TemplateClient templates,
            @RestClient PurposeClient purposes,
            @RestClient SegmentClient segments,
            RecentNames names,
            CurrentVersions journeys) {
        this.templates = templates;
        this.purposes = purposes;
        this.segments = segments;
        this.names = names;
        this.journeys = journeys;
    }

    @Override
    public Optional<Vocabulary> vocabulary() {
        return names.recent();
    }

    @Override
    public Optional<Template> template(String key) {
        return ask(
                "channel-service",
                () -> {
                    TemplateClient.Template template = templates.template(key);
                    Set<String> missing = templates.preview(key, Map.of()).missing();
                    return new Template(template.channel(), missing == null ? Set.of() : missing, template.tells());
                },
                Template.missing());
    }

    @Override
    public Optional<Set<String>> purposes() {
        return ask(
                "consent-service",
                () -> purposes.purposes().items().stream()
                        .map(PurposeClient.Purpose::name)
                        .collect(Collectors.toSet()),
                null);
    }

    @Override
    public Optional<Boolean> segment(String key) {
        return ask("profile-service", () -> segments.segment(key) != null, false);
    }

    @Override
    public Set<String> journeys() {
        return journeys.published().stream().map(CurrentVersions.Current::key).collect(Collectors.toSet());
    }

    @Override
    public List<Neighbour> neighbours() {
        return journeys.live().stream()
                .map(current -> new Neighbour(current.key(), current.definition()))
                .toList();
    }

    /** The answer; {@code absent} for a 404, and nothing when nobody answers or the answer is no use. */
    private static <T> Optional<T> ask(String service, Supplier<T> question, T absent) {
        try {
            return Optional.of(question.get());
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == NOT_FOUND && absent != null) {
                return Optional.of(absent);
            }
            LOG.warnf(
                    "check not answered service=%s status=%d",
                    service, e.getResponse().getStatus());
            return Optional.empty();
        } catch (ProcessingException | UncheckedIOException e) {
            LOG.warnf("check not answered service=%s error=%s", service, e.toString());
            return Optional.empty();
        }
    }
}
