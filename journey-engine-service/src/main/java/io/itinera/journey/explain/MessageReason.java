package io.itinera.journey.explain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Reasons that channel-service gives for what became of a message, in words. */
enum MessageReason {
    NO_CONSENT("no-consent", Subject.CONSENT, "the customer has not agreed to it"),
    DENIED("denied", Subject.CONSENT, "the customer said no to it"),
    UNKNOWN_PURPOSE("unknown-purpose", Subject.CONSENT, "nobody has configured the purpose"),
    CONSENT_UNAVAILABLE("consent-unavailable", Subject.CONSENT, "consent-service did not answer"),
    SUPPRESSED_ADDRESS("suppressed-address", Subject.ADDRESS, "the address gets no messages at all"),
    NO_ADDRESS("no-address", Subject.ADDRESS, "the profile has no address for the channel"),
    INVALID_ADDRESS("invalid-address", Subject.ADDRESS, "the address is not valid"),
    NO_ENDPOINT("no-endpoint", Subject.ADDRESS, "there is no such endpoint"),
    ENDPOINT_NOT_ALLOWED("endpoint-not-allowed", Subject.ADDRESS, "the endpoint is not allowed"),
    NO_CHANNEL("no-channel", Subject.ADDRESS, "there is no such channel"),
    CAP("cap", Subject.CAP, "the customer has had as many messages as the cap allows"),
    CAPPED("capped", Subject.CAP, "the customer has had as many messages as the cap allows"),
    FREQUENCY_CAP("frequency-cap", Subject.CAP, "the customer has had as many messages as the cap allows"),
    QUIET_HOURS("quiet-hours", Subject.QUIET_HOURS, "it was within the customer's quiet hours"),
    NO_TEMPLATE("no-template", Subject.TEMPLATE, "there is no such template"),
    TEMPLATE_LIMIT("template-limit", Subject.TEMPLATE, "the template is too large or takes too long"),
    TEMPLATE_ERROR("template-error", Subject.TEMPLATE, "the template could not be filled in"),
    TEMPLATE_NOT_JSON("template-not-json", Subject.TEMPLATE, "what the template makes is not JSON"),
    CANCELLED("cancelled", Subject.JOURNEY, "the journey ended before it went out"),
    INSTANCE_ENDED("instance-ended", Subject.JOURNEY, "the journey ended before it went out"),
    ANSWER_UNKNOWN("answer-unknown", Subject.PROVIDER, "the provider was called and its answer is not known"),
    SMTP_UNREACHABLE("smtp-unreachable", Subject.PROVIDER, "the mail server could not be reached"),
    ENDPOINT_UNREACHABLE("endpoint-unreachable", Subject.PROVIDER, "the endpoint could not be reached");

    private final String word;
    private final Subject subject;
    private final String words;

    MessageReason(String word, Subject subject, String words) {
        this.word = word;
        this.subject = subject;
        this.words = words;
    }

    /** What a reason is about. */
    enum Subject {
        CONSENT,
        ADDRESS,
        CAP,
        QUIET_HOURS,
        TEMPLATE,
        JOURNEY,
        PROVIDER;

        String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What a reason is about; empty for a word that is not known here. */
    static Optional<Subject> subject(String word) {
        return of(word).map(reason -> reason.subject)
                .or(() -> word != null && (word.startsWith("smtp-") || word.startsWith("http-"))
                        ? Optional.of(Subject.PROVIDER)
                        : Optional.empty());
    }

    /** A reason in words; a word that is not known here as it is. */
    static String say(String word) {
        return of(word).map(reason -> reason.words).orElseGet(() -> {
            if (word.startsWith("smtp-")) {
                return "the mail server answered " + word.substring("smtp-".length());
            }
            return word.startsWith("http-") ? "the endpoint answered " + word.substring("http-".length()) : word;
        });
    }

    /** A policy's reason ends with the policy's key, as in {@code cap:weekly}. */
    private static Optional<MessageReason> of(String word) {
        return Arrays.stream(values())
                .filter(reason -> word != null && (word.equals(reason.word) || word.startsWith(reason.word + ":")))
                .findFirst();
    }
}
