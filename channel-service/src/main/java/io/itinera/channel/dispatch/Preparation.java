package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Channel;
import io.itinera.channel.channel.Outgoing;
import io.itinera.channel.consent.ConsentGate;
import io.itinera.channel.consent.Verdict;
import io.itinera.channel.sandbox.SandboxedMessage;
import io.itinera.channel.sandbox.TestSends;
import io.itinera.channel.template.MessageTemplate;
import io.itinera.channel.template.Rendered;
import io.itinera.channel.template.TemplateCatalog;
import io.itinera.channel.template.TemplateLimitException;
import io.itinera.channel.template.Variables;
import io.itinera.channel.tracking.LinkRewriter;
import io.itinera.contracts.SendRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** What happens to messages before their provider is called: template, address, consent, text. */
@ApplicationScoped
class Preparation {

    private static final Logger LOG = Logger.getLogger(Preparation.class);

    private final TemplateCatalog templates;
    private final ConsentGate consent;
    private final LinkRewriter links;
    private final DeliveryRules rules;
    private final ChannelConfig.Dispatch config;
    private final InstantSource clock;
    private final PolicyDesk policies;
    private final TestSends tests;

    Preparation(
            TemplateCatalog templates,
            ConsentGate consent,
            LinkRewriter links,
            DeliveryRules rules,
            ChannelConfig config,
            InstantSource clock,
            PolicyDesk policies) {
        this.templates = templates;
        this.consent = consent;
        this.links = links;
        this.rules = rules;
        this.config = config.dispatch();
        this.clock = clock;
        this.policies = policies;
        this.tests = TestSends.of(config.tests());
    }

    /** Decides each message: ready for the provider, later, or never. */
    Prepared prepare(Channel channel, List<Message> messages) {
        Prepared prepared = new Prepared(channel, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Candidate> candidates = new ArrayList<>();
        for (Message message : messages) {
            candidate(message, prepared).ifPresent(candidates::add);
        }
        Map<String, Verdict> verdicts =
                consent.ask(candidates.stream().map(Candidate::consentCase).toList());
        for (Candidate candidate : candidates) {
            decide(candidate, verdicts.get(candidate.message().id()), prepared);
        }
        return prepared;
    }

    private Optional<Candidate> candidate(Message message, Prepared prepared) {
        Optional<MessageTemplate> template = templates
                .find(message.request().template())
                .filter(t -> t.content().channel().equals(prepared.channel().name()));
        if (template.isEmpty()) {
            prepared.changes().add(Change.failed(message, MessageState.QUEUED, "no-template", clock.instant()));
            return Optional.empty();
        }
        return switch (prepared.channel().destination(message.request().traits(), template.get())) {
            case Channel.Destination.To(var address, var personal) ->
                Optional.of(new Candidate(message, template.get(), address, personal));
            case Channel.Destination.Nowhere(var reason) -> {
                prepared.changes().add(Change.suppressed(message, reason, clock.instant()));
                yield Optional.empty();
            }
        };
    }

    private void decide(Candidate candidate, Verdict verdict, Prepared prepared) {
        Message message = candidate.message();
        Instant now = clock.instant();
        if (verdict == null) {
            prepared.changes().add(rules.unanswered(message, now, ThreadLocalRandom.current()));
        } else if (!verdict.allowed()) {
            String reason = verdict.reason() == null ? "no-consent" : verdict.reason();
            prepared.changes().add(Change.suppressed(message, reason, now));
        } else {
            policies.quietHours(message, now)
                    .ifPresentOrElse(prepared.changes()::add, () -> compose(candidate, verdict, now, prepared));
        }
    }

    private void compose(Candidate candidate, Verdict verdict, Instant now, Prepared prepared) {
        Message message = candidate.message();
        try {
            Outgoing outgoing = outgoing(candidate, verdict);
            if (tests.sandboxes(outgoing)) {
                prepared.changes().add(sandboxed(message, outgoing, verdict.receipt(), now, prepared));
            } else {
                prepared.changes()
                        .add(Change.sending(message, verdict.receipt(), now.plus(config.sendingLease()), now));
                prepared.ready().add(new Ready(called(message, verdict.receipt()), outgoing));
            }
        } catch (TemplateLimitException e) {
            prepared.changes().add(Change.failed(message, MessageState.QUEUED, "template-limit", now));
            LOG.warnf(
                    "template went past a limit template=%s limit=%s",
                    message.request().template(), e.getMessage());
        } catch (RuntimeException e) {
            prepared.changes().add(Change.failed(message, MessageState.QUEUED, "template-error", now));
            LOG.errorf(
                    "template failed template=%s error=%s",
                    message.request().template(), e.getClass().getName());
        }
    }

    /** Keeps a message of a test, with all that its channel would have made of it. */
    private static Change sandboxed(
            Message message, Outgoing outgoing, String receipt, Instant now, Prepared prepared) {
        try {
            String payload = prepared.channel().payload(outgoing);
            prepared.kept().add(SandboxedMessage.of(outgoing, payload, now));
            return Change.sandboxed(message, receipt, now);
        } catch (IllegalArgumentException _) {
            return Change.failed(message, MessageState.QUEUED, "template-not-json", now);
        }
    }

    private Outgoing outgoing(Candidate candidate, Verdict verdict) {
        SendRequest request = candidate.message().request();
        Rendered rendered = candidate
                .template()
                .render(new Variables(
                        request.traits(),
                        request.event(),
                        request.context(),
                        new Variables.Message(request.id(), verdict.unsubscribeUrl(), verdict.preferencesUrl())));
        Set<String> untouched = new HashSet<>();
        Optional.ofNullable(verdict.unsubscribeUrl()).ifPresent(untouched::add);
        Optional.ofNullable(verdict.preferencesUrl()).ifPresent(untouched::add);
        rendered = links.rewrite(rendered, candidate.template().content().text(), request.id(), untouched);
        String unsubscribe = rules.isTransactional(candidate.message()) ? null : verdict.unsubscribeUrl();
        return new Outgoing(request, candidate.address(), candidate.template(), rendered, unsubscribe);
    }

    private static Message called(Message m, String receipt) {
        return new Message(m.request(), m.claim(), m.attempts() + 1, m.createdAt(), m.reason(), receipt, m.trace());
    }

    /** A message that may go out once consent says yes. */
    private record Candidate(Message message, MessageTemplate template, String address, boolean personal) {
        ConsentGate.Case consentCase() {
            return new ConsentGate.Case(message.request(), personal ? address : null);
        }
    }

    /** A message that goes to its provider when its change is written. */
    record Ready(Message message, Outgoing outgoing) {}

    /**
     * What was decided.
     *
     * @param channel the channel of all these messages
     * @param changes what becomes of each message
     * @param ready what goes to the provider when its change is written
     * @param kept what messages of tests would have said that are not sent
     */
    record Prepared(Channel channel, List<Change> changes, List<Ready> ready, List<SandboxedMessage> kept) {}
}
