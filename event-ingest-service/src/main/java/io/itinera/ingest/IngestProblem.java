package io.itinera.ingest;

import io.itinera.problems.ProblemKind;

/** Problems that only intake answers with. */
public enum IngestProblem implements ProblemKind {
    /** No write key, or one that does not exist or was revoked. */
    UNKNOWN_WRITE_KEY("unknown-write-key", "A valid write key is needed", 401),
    /** One event is larger than the limit. Segment answers 400 to it, so do we. */
    EVENT_TOO_LARGE("event-too-large", "An event is too large", 400),
    /** The whole call is larger than the limit. Segment answers 400 to it, so do we. */
    BATCH_TOO_LARGE("batch-too-large", "The batch is too large", 400),
    /** The write key has sent what its quota allows. */
    QUOTA_EXCEEDED("quota-exceeded", "The write key's quota is used up", 429),
    /** Kafka has not taken all of the call: repeat the call unchanged. */
    INTAKE_UNAVAILABLE("intake-unavailable", "Intake cannot keep events at the moment", 503);

    private final String slug;
    private final String title;
    private final int status;

    IngestProblem(String slug, String title, int status) {
        this.slug = slug;
        this.title = title;
        this.status = status;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public int status() {
        return status;
    }
}
