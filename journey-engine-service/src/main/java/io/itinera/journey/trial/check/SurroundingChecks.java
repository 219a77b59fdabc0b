package io.itinera.journey.trial.check;

import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.Judged;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks a definition's references up in what surrounds it. */
final class SurroundingChecks {

    private static final String NOT_CHECKED = "not-checked";

    private final References references;
    private final Surroundings around;
    private final Set<String> judged = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private SurroundingChecks(References references, Surroundings around) {
        this.references = references;
        this.around = around;
    }

    /**
     * What decides whether messages can go out: templates and consent rules; and whether what is learned from them can be seen.
     *
     * @param learned choices that are judged by opens and clicks
     */
    static List<Finding> messages(References references, List<Judged> learned, Surroundings around) {
        SurroundingChecks checks = new SurroundingChecks(references, around);
        learned.forEach(choice -> checks.judged.addAll(choice.sends()));
        checks.templates();
        checks.purposes();
        return checks.findings;
    }

    /** What decides whether something ever happens: names of events, traits, segments and other journeys. */
    static List<Finding> names(References references, Surroundings around) {
        SurroundingChecks checks = new SurroundingChecks(references, around);
        checks.vocabulary();
        checks.segments();
        checks.journeys();
        return checks.findings;
    }

    private void templates() {
        Map<String, Surroundings.Template> known = new HashMap<>();
        for (References.Message message : references.messages()) {
            Surroundings.Template template = known.get(message.template());
            if (template == null) {
                Optional<Surroundings.Template> answer = around.template(message.template());
                if (answer.isEmpty()) {
                    findings.add(Finding.info(
                            "/steps",
                            NOT_CHECKED,
                            "has templates that were not checked: channel-service does not answer"));
                    return;
                }
                template = answer.get();
                known.put(message.template(), template);
            }
            template(message, template);
        }
    }

    private void template(References.Message message, Surroundings.Template template) {
        String at = message.pointer() + "/template";
        if (template.channel() == null) {
            findings.add(Finding.error(
                    at, "unknown-template", "is '" + message.template() + "', and there is no such template"));
            return;
        }
        if (!template.channel().equals(message.channel())) {
            findings.add(Finding.error(
                    at,
                    "template-channel",
                    "is '%s', which is made for %s, not for %s"
                            .formatted(message.template(), template.channel(), message.channel())));
        }
        if (message.purpose() != null && judged.contains(message.step()) && !template.tells()) {
            warn(
                    at,
                    "answers-unseen",
                    "is '%s', which has neither HTML nor a link: nobody sees that its message was opened or clicked, and nothing is learned from it"
                            .formatted(message.template()));
        }
        template.unguarded().stream()
                .sorted()
                .forEach(variable -> findings.add(Finding.warning(
                        at,
                        "no-fallback",
                        "is '%s', which shows %s without a default: a profile without it gets a gap"
                                .formatted(message.template(), variable))));
    }

    private void purposes() {
        if (references.messages().isEmpty()) {
            return;
        }
        Optional<Set<String>> known = around.purposes();
        if (known.isEmpty()) {
            findings.add(Finding.info(
                    "/steps", NOT_CHECKED, "has purposes that were not checked: consent-service does not answer"));
            return;
        }
        references.messages().stream()
                .filter(m -> m.purpose() != null && !known.get().contains(m.purpose()))
                .forEach(m -> findings.add(Finding.error(
                        m.pointer() + "/purpose",
                        "unknown-purpose",
                        "is '%s', which has no consent rule: no such message is ever allowed".formatted(m.purpose()))));
    }

    private void vocabulary() {
        Optional<Vocabulary> answer = around.vocabulary();
        if (answer.isEmpty() || answer.get().activities() == 0) {
            findings.add(Finding.info(
                    "",
                    NOT_CHECKED,
                    answer.isEmpty()
                            ? "names events and traits that were not checked: the record of events cannot be read"
                            : "names events and traits that were not checked: no tracking plan, and no event so far"));
            return;
        }
        Vocabulary known = answer.get();
        String seen = " in the latest " + known.activities() + " activities";
        for (References.Ref event : references.events()) {
            if (!known.events().containsKey(event.name())) {
                warn(event.pointer(), "unknown-event", "is '" + event.name() + "', which was not seen" + seen);
            }
        }
        for (References.Property property : references.properties()) {
            Set<String> properties = known.events().get(property.event());
            if (properties != null && !properties.contains(property.name())) {
                warn(
                        property.pointer(),
                        "unknown-property",
                        "is '%s', which no '%s' had%s".formatted(property.name(), property.event(), seen));
            }
        }
        for (References.Ref trait : references.traits()) {
            if (!known.traits().contains(trait.name())) {
                warn(trait.pointer(), "unknown-trait", "is '" + trait.name() + "', which no profile had" + seen);
            }
        }
    }

    private void segments() {
        for (References.Ref segment : references.segments()) {
            Optional<Boolean> known = around.segment(segment.name());
            if (known.isEmpty()) {
                findings.add(Finding.info(
                        segment.pointer(),
                        NOT_CHECKED,
                        "is '" + segment.name() + "', which was not checked: profile-service does not answer"));
                return;
            }
            if (!known.get()) {
                warn(
                        segment.pointer(),
                        "unknown-segment",
                        "is '" + segment.name() + "', and there is no such segment: nobody is in it");
            }
        }
    }

    private void journeys() {
        if (references.journeys().isEmpty()) {
            return;
        }
        Set<String> known = around.journeys();
        references.journeys().stream()
                .filter(journey -> !known.contains(journey.name()))
                .forEach(journey -> warn(
                        journey.pointer(),
                        "unknown-journey",
                        "is '" + journey.name()
                                + "', and no such journey is published: nobody is in it, or enters it"));
    }

    private void warn(String pointer, String code, String message) {
        findings.add(Finding.warning(pointer, code, message));
    }
}
