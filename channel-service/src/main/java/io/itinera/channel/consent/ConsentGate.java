package io.itinera.channel.consent;

import io.itinera.contracts.SendRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** The gate that every message passes, after its step began and right before its provider is called. */
@ApplicationScoped
public class ConsentGate {

    private static final Logger LOG = Logger.getLogger(ConsentGate.class);

    private final ConsentClient client;
    private final Timer timer;
    private final MeterRegistry metrics;

    ConsentGate(@RestClient ConsentClient client, MeterRegistry metrics) {
        this.client = client;
        this.metrics = metrics;
        this.timer = metrics.timer("itinera_consent_checks");
    }

    /** Verdicts by message id, from one call. A message without a verdict got no answer, and must not go out. */
    public Map<String, Verdict> ask(List<Case> cases) {
        Map<String, Verdict> verdicts = new HashMap<>();
        if (cases.isEmpty()) {
            return verdicts;
        }
        try {
            call(cases, verdicts);
        } catch (WebApplicationException e) {
            if (isAboutTheQuestions(e) && cases.size() > 1) {
                // One of them is at fault: the halves are asked again, so that it holds up nobody but itself.
                int half = cases.size() / 2;
                verdicts.putAll(ask(cases.subList(0, half)));
                verdicts.putAll(ask(cases.subList(half, cases.size())));
            } else {
                noAnswer(cases, e);
            }
        } catch (ProcessingException | UncheckedIOException | IllegalStateException e) {
            noAnswer(cases, e);
        }
        return verdicts;
    }

    private void call(List<Case> cases, Map<String, Verdict> verdicts) {
        Timer.Sample sample = Timer.start(metrics);
        try {
            ConsentClient.Answers answers = client.check(new ConsentClient.Questions(
                    cases.stream().map(ConsentGate::question).toList()));
            if (answers != null && answers.results() != null) {
                answers.results().stream().filter(Verdict::isComplete).forEach(v -> verdicts.put(v.id(), v));
            }
        } finally {
            sample.stop(timer);
        }
    }

    private static boolean isAboutTheQuestions(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        return status == 400 || status == 413 || status == 422;
    }

    private void noAnswer(List<Case> cases, RuntimeException e) {
        metrics.counter("itinera_consent_failures").increment();
        LOG.warnf(
                "no answer about consent, messages wait count=%d error=%s",
                cases.size(), e.getClass().getSimpleName());
    }

    private static ConsentClient.Question question(Case asked) {
        SendRequest r = asked.request();
        return new ConsentClient.Question(
                r.id(), r.profileId(), r.channel(), r.purpose(), asked.personalAddress(), r.id());
    }

    /**
     * One message to ask about.
     *
     * @param request the message
     * @param personalAddress the customer's address, or null
     */
    public record Case(SendRequest request, String personalAddress) {}
}
