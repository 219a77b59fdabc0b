package io.itinera.channel;

import io.itinera.contracts.ConsentState;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.policies.CapContent;
import io.itinera.policies.QuietHoursContent;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The records that this service reads from and writes to Kafka, for the native image. */
@RegisterForReflection(
        targets = {
            CapContent.class,
            ConsentState.class,
            ConsentState.Choice.class,
            JourneyRef.class,
            MessageOutcome.class,
            MessageOutcome.Held.class,
            MessageStatus.class,
            QuietHoursContent.class,
            SendCancel.class,
            SendRequest.class,
            SendRequest.Fallback.class,
            SendRequest.Timing.class
        },
        classNames = {
            "io.itinera.channel.sandbox.SandboxedMessage",
            "io.itinera.channel.channel.webhook.WebhookPayload",
            "io.itinera.channel.channel.webhook.WebhookPayload$Data",
            "io.itinera.channel.tracking.Signal"
        })
final class WireReflection {
    private WireReflection() {}
}
