package io.itinera.channel.dispatch;

import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of a message's state, with all that belongs to it: written together or not at all.
 *
 * @param message the message as its holder knows it
 * @param from the state that it must be in
 * @param to the state that it comes to
 * @param reason machine-readable word why, or null
 * @param receipt consent receipt to keep, or null
 * @param dueAt when to look at it again
 * @param at when it was decided
 * @param called true when this counts as a call of the provider
 * @param held the policy that holds it back, or null
 * @param outcome what to publish
 * @param next a message for the next channel
 */
record Change(
        Message message,
        MessageState from,
        MessageState to,
        String reason,
        String receipt,
        Instant dueAt,
        Instant at,
        boolean called,
        MessageOutcome.Held held,
        Optional<MessageOutcome> outcome,
        Optional<SendRequest> next) {

    /** It is handed to the provider; without a result until {@code until}, its answer is unknown. */
    static Change sending(Message message, String receipt, Instant until, Instant at) {
        return new Change(
                message,
                MessageState.QUEUED,
                MessageState.SENDING,
                null,
                receipt,
                until,
                at,
                true,
                null,
                Optional.empty(),
                Optional.empty());
    }

    /** The provider has it. */
    static Change sent(Message message, Instant at) {
        return new Change(
                message,
                MessageState.SENDING,
                MessageState.SENT,
                null,
                null,
                at,
                at,
                false,
                null,
                Optional.of(message.outcome(MessageStatus.SENT, null, message.receipt(), at)),
                Optional.empty());
    }

    /** It is of a test: it was put into the sandbox, and its provider is not called. */
    static Change sandboxed(Message message, String receipt, Instant at) {
        return new Change(
                message,
                MessageState.QUEUED,
                MessageState.SENT,
                MessageOutcome.SANDBOX,
                receipt,
                at,
                at,
                false,
                null,
                Optional.of(message.outcome(MessageStatus.SENT, MessageOutcome.SANDBOX, receipt, at)),
                Optional.empty());
    }

    /** It is looked at again; the first time that it waits for this reason is an outcome. */
    static Change later(Message message, MessageState from, String reason, Instant dueAt, Instant at) {
        boolean first = !reason.equals(message.reason());
        return new Change(
                message,
                from,
                MessageState.QUEUED,
                reason,
                null,
                dueAt,
                at,
                false,
                null,
                first ? Optional.of(message.outcome(MessageStatus.DEFERRED, reason, null, at)) : Optional.empty(),
                Optional.empty());
    }

    /** A policy puts it off; the first time that it waits for this policy is an outcome. */
    static Change held(Message message, MessageOutcome.Held held, Instant at) {
        boolean first = !held.reason().equals(message.reason());
        return new Change(
                message,
                MessageState.QUEUED,
                MessageState.QUEUED,
                held.reason(),
                null,
                held.until(),
                at,
                false,
                held,
                first ? Optional.of(message.outcome(MessageStatus.DEFERRED, held, at)) : Optional.empty(),
                Optional.empty());
    }

    /** A policy does not let it go out; the next channel may. */
    static Change dropped(Message message, MessageOutcome.Held held, Instant at) {
        return new Change(
                message,
                MessageState.QUEUED,
                MessageState.SUPPRESSED,
                held.reason(),
                null,
                at,
                at,
                false,
                held,
                Optional.of(message.outcome(MessageStatus.SUPPRESSED, held, at)),
                message.request().next());
    }

    /** True when a message that counted for caps no longer does: its provider was called and has it not. */
    boolean givesBack() {
        return from == MessageState.SENDING
                && to != MessageState.SENT
                && !(to == MessageState.FAILED && DeliveryRules.UNKNOWN.equals(reason));
    }

    /** It did not go out, on purpose; the next channel may. */
    static Change suppressed(Message message, String reason, Instant at) {
        return end(message, MessageState.QUEUED, MessageState.SUPPRESSED, MessageStatus.SUPPRESSED, reason, at, true);
    }

    /** The instance that asked for it was ended first; no other channel is tried. */
    static Change cancelled(Message message, Instant at) {
        return end(
                message,
                MessageState.QUEUED,
                MessageState.SUPPRESSED,
                MessageStatus.SUPPRESSED,
                "cancelled",
                at,
                false);
    }

    /** It did not go out, or nobody knows; no other channel is tried, since the customer may have it. */
    static Change failed(Message message, MessageState from, String reason, Instant at) {
        return end(message, from, MessageState.FAILED, MessageStatus.FAILED, reason, at, false);
    }

    /** The address does not take mail; the next channel may reach the customer. */
    static Change bounced(Message message, String reason, Instant at) {
        return end(message, MessageState.SENDING, MessageState.BOUNCED, MessageStatus.BOUNCED, reason, at, true);
    }

    private static Change end(
            Message message,
            MessageState from,
            MessageState to,
            MessageStatus status,
            String reason,
            Instant at,
            boolean fallBack) {
        return new Change(
                message,
                from,
                to,
                reason,
                null,
                at,
                at,
                false,
                null,
                Optional.of(message.outcome(status, reason, message.receipt(), at)),
                fallBack ? message.request().next() : Optional.empty());
    }
}
