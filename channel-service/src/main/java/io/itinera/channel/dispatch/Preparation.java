package io.itinera.channel.dispatch;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Channel;
import io.itinera.channel.channel.Outgoing;
import io.itinera.channel.consent.ConsentGate;
import io.itinera.channel.consent.Verdict;
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
    }

    /** Decides each message: ready for the provider, later, or never. */
    Prepared prepare(Channel channel, List<Message> messages) {
        List<Change> changes = new ArrayList<>();
        List<Candidate> candidates = new ArrayList<>();
        for (Message message : messages) {
            candidate(channel, message, changes).ifPresent(candidates::add);
        }
        Map<String, Verdict> verdicts =
                consent.ask(candidates.stream().map(Candidate::consentCase).toList());
        List<Ready> ready = new ArrayList<>();
        for (Candidate candidate : candidates) {
            decide(candidate, verdicts.get(candidate.message().id()), changes, ready);
        }
        return new Prepared(changes, ready);
    }

    private Optional<Candidate> candidate(Channel channel, Message message, List<Change> changes) {
        Optional<MessageTemplate> template = templates
                .find(message.request().template())
                .filter(t -> t.content().channel().equals(channel.name()));
        if (template.isEmpty()) {
            changes.add(Change.failed(message, MessageState.QUEUED, "no-template", clock.instant()));
            return Optional.empty();
        }
        return switch (channel.destination(message.request().traits(), template.get())) {
            case Channel.Destination.To(var address, var personal) ->
                Optional.of(new Candidate(message, template.get(), address, personal));
            case Channel.Destination.Nowhere(var reason) -> {
                changes.add(Change.suppressed(message, reason, clock.instant()));
                yield Optional.empty();
            }
        };
    }

    private void decide(Candidate candidate, Verdict verdict, List<Change> changes, List<Ready> ready) {
        Message message = candidate.message();
        Instant now = clock.instant();
        if (verdict == null) {
            changes.add(rules.unanswered(message, now, ThreadLocalRandom.current()));
        } else if (!verdict.allowed()) {
            String reason = verdict.reason() == null ? "no-consent" : verdict.reason();
            changes.add(Change.suppressed(message, reason, now));
        } else {
            policies.quietHours(message, now)
                    .ifPresentOrElse(changes::add, () -> compose(candidate, verdict, now, changes, ready));
        }
    }

    private void compose(Candidate candidate, Verdict verdict, Instant now, List<Change> changes, List<Ready> ready) {
        Message message = candidate.message();
        try {
            Outgoing outgoing = outgoing(candidate, verdict);
            changes.add(Change.sending(message, verdict.receipt(), now.plus(config.sendingLease()), now));
            ready.add(new Ready(called(message, verdict.receipt()), outgoing));
        } catch (TemplateLimitException e) {
            changes.add(Change.failed(message, MessageState.QUEUED, "template-limit", now));
            LOG.warnf(
                    "template went past a limit template=%s limit=%s",
                    message.request().template(), e.getMessage());
        } catch (RuntimeException e) {
            changes.add(Change.failed(message, MessageState.QUEUED, "template-error", now));
            LOG.errorf(
                    "template failed template=%s error=%s",
                    message.request().template(), e.getClass().getName());
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

    /** What was decided. */
    record Prepared(List<Change> changes, List<Ready> ready) {}
}
