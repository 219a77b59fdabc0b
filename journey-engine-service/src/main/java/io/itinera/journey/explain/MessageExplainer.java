package io.itinera.journey.explain;

import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import io.itinera.journey.explain.ExplainStore.About;
import io.itinera.journey.explain.ExplainStore.Request;
import io.itinera.journey.explain.ExplainStore.Told;
import io.itinera.journey.explain.MessageExplanation.Attempt;
import io.itinera.journey.explain.MessageExplanation.Outcome;
import io.itinera.journey.explain.MessageExplanation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Explains messages: joins what the engine asked for with what channel-service said. */
@ApplicationScoped
public class MessageExplainer {

    private final ExplainStore store;
    private final ProfileNow now;

    MessageExplainer(ExplainStore store, ProfileNow now) {
        this.store = store;
        this.now = now;
    }

    /** A message that is to be explained: itself, or the first of those whose fallback it is. */
    private record Asked(String id, Request request) {}

    /** The explanation of a message, also of one that is a fallback; empty where nothing is known of it. */
    public Optional<MessageExplanation> explain(String id, Instant at) {
        List<Told> told = store.outcomes(List.of(id), at);
        Optional<Request> request = store.request(id)
                .filter(r -> !r.at().isAfter(at))
                .or(() -> told.stream().findFirst().flatMap(t -> root(t.about(), at)));
        if (request.isPresent()) {
            return Optional.of(
                    explain(List.of(new Asked(id, request.get())), at).getFirst());
        }
        return told.stream().findFirst().map(first -> alone(first.about(), told));
    }

    /** The request whose fallback this message is. */
    private Optional<Request> root(About about, Instant at) {
        return about.origin().instance() == null
                ? Optional.empty()
                : store.requests(List.of(about.origin().instance()), at).stream()
                        .filter(request -> ways(request).containsKey(about.id()))
                        .findFirst();
    }

    /** What instances asked for, each with what became of it. */
    List<MessageExplanation> of(Set<String> instances, Instant at) {
        return explain(
                store.requests(instances, at).stream()
                        .map(request -> new Asked(request.about().id(), request))
                        .toList(),
                at);
    }

    /** The explanations; what their decisions counted is asked for at once. */
    private List<MessageExplanation> explain(List<Asked> messages, Instant at) {
        List<List<Decision>> decided = messages.stream()
                .map(message -> decisions(message.request(), at))
                .toList();
        Iterator<Decision> counted =
                now.decided(decided.stream().flatMap(List::stream).toList()).iterator();
        List<MessageExplanation> explained = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            List<Decision> its =
                    decided.get(i).stream().map(_ -> counted.next()).toList();
            Asked message = messages.get(i);
            explained.add(explain(message.id(), message.request(), DecisionSentences.say(its), at));
        }
        return explained;
    }

    private MessageExplanation explain(String id, Request request, List<Decision> decisions, Instant at) {
        Map<String, SendRequest.Fallback> ways = ways(request);
        List<Told> told = store.outcomes(ways.keySet(), at);
        List<Attempt> attempts = new ArrayList<>();
        ways.forEach((message, way) -> {
            List<Told> its =
                    told.stream().filter(t -> t.about().id().equals(message)).toList();
            if (attempts.isEmpty() || !its.isEmpty()) {
                attempts.add(attempt(message, way, !attempts.isEmpty(), its));
            }
        });
        return of(id, request.about(), request.at(), decisions, attempts);
    }

    private static MessageExplanation alone(About about, List<Told> told) {
        Attempt attempt = attempt(
                about.id(),
                new SendRequest.Fallback(about.way().channel(), about.way().template()),
                false,
                told);
        return of(about.id(), about, null, List.of(), List.of(attempt));
    }

    private static MessageExplanation of(
            String id, About about, Instant requestedAt, List<Decision> decisions, List<Attempt> attempts) {
        TreeMap<Instant, List<String>> said = new TreeMap<>();
        decisions.forEach(
                d -> said.computeIfAbsent(d.at(), _ -> new ArrayList<>()).add(d.sentence()));
        for (Attempt attempt : attempts) {
            if (attempt.outcomes().isEmpty()) {
                said.computeIfAbsent(requestedAt == null ? Instant.EPOCH : requestedAt, _ -> new ArrayList<>())
                        .add("Nothing is known yet of what became of it by " + attempt.channel() + ".");
            }
            attempt.outcomes().forEach(o -> said.computeIfAbsent(o.at(), _ -> new ArrayList<>())
                    .add(o.sentence()));
        }
        return new MessageExplanation(
                id,
                about.profileId(),
                about.way().purpose(),
                about.origin().journey(),
                about.origin().version(),
                about.origin().instance(),
                about.origin().step(),
                requestedAt,
                decisions,
                attempts,
                said.entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(sentence -> e.getKey() + ": " + sentence))
                        .toList());
    }

    /** Ids of the message on each channel, in order, as channel-service derives them. */
    private static Map<String, SendRequest.Fallback> ways(Request request) {
        Map<String, SendRequest.Fallback> ways = new LinkedHashMap<>();
        String id = request.about().id();
        ways.put(
                id,
                new SendRequest.Fallback(
                        request.about().way().channel(), request.about().way().template()));
        for (SendRequest.Fallback next : request.fallback()) {
            id = SendRequest.nextId(id, next.channel());
            ways.put(id, next);
        }
        return ways;
    }

    /** The decision that led to the step, and the one that asked. */
    private List<Decision> decisions(Request request, Instant at) {
        ExplainStore.Origin origin = request.about().origin();
        if (origin.instance() == null) {
            return List.of();
        }
        List<Decision> around = store.around(origin.instance(), origin.step()).stream()
                .filter(d -> !d.at().isAfter(at))
                .toList();
        Optional<Decision> asked = around.stream()
                .filter(d -> request.about().id().equals(d.detail().get("message")))
                .findFirst();
        Optional<Decision> led = asked.flatMap(a -> around.stream()
                .filter(d -> d.sequence() < a.sequence() && origin.step().equals(d.next()))
                .max(Comparator.comparingLong(Decision::sequence)));
        return Stream.of(led, asked).flatMap(Optional::stream).toList();
    }

    private static Attempt attempt(String id, SendRequest.Fallback way, boolean fallback, List<Told> told) {
        List<Outcome> outcomes = told.stream()
                .map(t -> new Outcome(t.at(), t.status(), t.reason(), say(way.channel(), t)))
                .toList();
        return new Attempt(id, way.channel(), way.template(), fallback, verdicts(told), outcomes);
    }

    /** What was decided on the way, the latest answer to each question. */
    static List<Verdict> verdicts(List<Told> told) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        for (Told t : told) {
            MessageReason.subject(t.reason())
                    .filter(subject -> subject != MessageReason.Subject.PROVIDER)
                    .ifPresent(subject -> verdicts.put(
                            subject.wire(), new Verdict(subject.wire(), false, t.reason(), null, t.held(), t.at())));
            if (t.receipt() != null) {
                String consent = MessageReason.Subject.CONSENT.wire();
                verdicts.put(consent, new Verdict(consent, true, null, t.receipt(), null, t.at()));
            }
        }
        return List.copyOf(verdicts.values());
    }

    private static String why(Told told) {
        return told.held() == null ? MessageReason.say(told.reason()) : HeldSentence.of(told.held());
    }

    private static String sent(Told told) {
        return MessageOutcome.SANDBOX.equals(told.reason())
                ? "It was a test: it was put into the sandbox and not sent"
                : "It was sent";
    }

    private static String say(String channel, Told told) {
        String why = told.reason() == null ? "" : ": " + why(told);
        String by = " by " + channel;
        return switch (MessageStatus.of(told.status())) {
            case SUPPRESSED -> "It was not sent" + by + why + ".";
            case DEFERRED -> "It was put off" + by + why + ".";
            case SENT ->
                sent(told) + by + (told.receipt() == null ? "" : ", relying on consent receipt " + told.receipt())
                        + ".";
            case DELIVERED -> "It was delivered" + by + ".";
            case OPENED -> "The customer opened it.";
            case CLICKED -> "The customer clicked a link in it.";
            case BOUNCED -> "It bounced" + by + why + ".";
            case COMPLAINED -> "The customer reported it as spam.";
            case UNSUBSCRIBED -> "The customer unsubscribed through it.";
            case FAILED -> "It failed" + by + why + ".";
        };
    }
}
