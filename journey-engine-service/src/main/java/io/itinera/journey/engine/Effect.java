package io.itinera.journey.engine;

import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;

/** What an outcome wants done. An effect carries everything that its executor needs. */
public sealed interface Effect {

    /** Ask channel-service for a message. */
    record Send(SendRequest request) implements Effect {}

    /** Cancel the messages that an instance has asked for and that no provider has yet. */
    record Cancel(SendCancel cancel) implements Effect {}

    /** Call an HTTP endpoint; the answer comes as {@link Input.Answered}. */
    record MakeCall(Call call) implements Effect {}

    /** Tell people that there is something to do, or no longer; the outcome comes as {@link Input.Answered}. */
    record Task(TaskChange change) implements Effect {}

    /** Put an event on the stream, such as an update of traits. */
    record Publish(SourceEvent event) implements Effect {}

    /** Wake the instance at {@link TimerId#due()}. */
    record SetTimer(TimerId timer) implements Effect {}

    /** The timer is no longer wanted; it may have fired already. */
    record CancelTimer(TimerId timer) implements Effect {}

    /** Tell what an instance did, and why. */
    record Record(Transition transition) implements Effect {}

    /** Tell whoever asked that a profile was forgotten. */
    record Confirm(PrivacyReceipt receipt) implements Effect {}

    /** Give a profile an input, also one that another partition keeps. */
    record Deliver(String toProfile, Input.Delivered input) implements Effect {}
}
