package io.itinera.consent.link;

import io.itinera.consent.consent.Choice;
import io.itinera.consent.consent.NewDecision;
import io.itinera.consent.consent.Precedence;
import io.itinera.consent.consent.Scope;
import io.itinera.consent.policy.Purposes.Purpose;
import io.itinera.contracts.Identifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the preference page offers, and what comes back from it. Pure. Only what was offered can be chosen.
 *
 * @param link whose page
 * @param purposes the purposes that can be chosen
 * @param choices the customer's latest choices
 */
record PreferenceForm(LinkToken link, List<Purpose> purposes, Collection<Choice> choices) {

    private static final String SOURCE = "preference-page";
    private static final String TEXT_VERSION = "preferences-1";
    private static final String ALL = "all";
    private static final String YES = "granted";
    private static final String NO = "denied";

    /** The purposes with their channels: that of the message, and those that the customer decided about before. */
    List<Pages.Topic> topics() {
        return purposes.stream()
                .map(purpose -> new Pages.Topic(
                        purpose.title(),
                        purpose.description(),
                        channels().stream()
                                .map(channel -> option(new Scope(channel, purpose.name())))
                                .toList()))
                .toList();
    }

    /** The decisions in a form that was sent in; fields that were not offered are passed over. */
    List<NewDecision> decisions(Map<String, List<String>> sent) {
        List<NewDecision> decisions = new ArrayList<>();
        boolean nothing = sent.getOrDefault(ALL, List.of()).contains(NO);
        for (Purpose purpose : purposes) {
            if (nothing) {
                decisions.add(decision(new Scope(Scope.ALL, purpose.name()), false));
                continue;
            }
            for (String channel : channels()) {
                Scope scope = new Scope(channel, purpose.name());
                List<String> values = sent.getOrDefault(field(scope), List.of());
                if (values.contains(NO)) {
                    decisions.add(decision(scope, false));
                } else if (values.contains(YES)) {
                    decisions.add(decision(scope, true));
                }
            }
        }
        return decisions;
    }

    private TreeSet<String> channels() {
        TreeSet<String> channels = new TreeSet<>();
        channels.add(link.channel());
        for (Choice choice : choices) {
            if (!choice.scope().channel().equals(Scope.ALL)) {
                channels.add(choice.scope().channel());
            }
        }
        return channels;
    }

    private Pages.Option option(Scope scope) {
        Optional<Boolean> said = Precedence.decide(choices, scope).map(Choice::granted);
        return new Pages.Option(field(scope), Html.channel(scope.channel()), said.orElse(false), !said.orElse(true));
    }

    private NewDecision decision(Scope scope, boolean granted) {
        return new NewDecision(
                new Identifier(Identifier.Kind.PROFILE, link.profile().toString()),
                scope,
                granted,
                SOURCE,
                TEXT_VERSION,
                null,
                null,
                link.messageId(),
                null);
    }

    private static String field(Scope scope) {
        return "choice." + scope.channel() + "." + scope.purpose();
    }
}
