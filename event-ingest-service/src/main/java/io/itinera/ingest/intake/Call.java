package io.itinera.ingest.intake;

import java.util.List;

/**
 * One request as it was read.
 *
 * @param events its events in order
 * @param common what a batch says for all of them
 * @param writeKey the write key in the body, or null
 */
record Call(List<EventDraft> events, Common common, String writeKey) {

    /**
     * What a batch says for all of its events.
     *
     * @param context merged under each event's context, or null
     * @param integrations merged under each event's integrations, or null
     * @param sentAt when the batch was sent by the sender's clock, or null
     */
    record Common(Slice context, Slice integrations, String sentAt) {

        /** A call that is one event says nothing for others. */
        static final Common NOTHING = new Common(null, null, null);

        int length() {
            return (context == null ? 0 : context.length()) + (integrations == null ? 0 : integrations.length());
        }
    }
}
