package io.itinera.journey.definition;

import java.util.List;
import java.util.stream.Collectors;

/** A definition that cannot be used, with all that is wrong with it. */
public final class InvalidJourneyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    /**
     * @param findings at least one error, warnings beside it
     */
    public InvalidJourneyException(List<Finding> findings) {
        super(
                findings.stream()
                        .filter(f -> f.severity() == Finding.Severity.ERROR)
                        .map(f -> (f.pointer().isEmpty() ? "the journey" : f.pointer()) + " " + f.message())
                        .collect(Collectors.joining("; ")),
                null,
                false,
                false);
        this.findings = List.copyOf(findings);
    }

    /** What was found, in the order of the document. */
    public List<Finding> findings() {
        return findings;
    }
}
