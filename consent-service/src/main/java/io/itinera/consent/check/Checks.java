package io.itinera.consent.check;

import io.itinera.consent.check.Answers.Answer;
import io.itinera.consent.consent.ConsentStore;
import io.itinera.consent.consent.Scope;
import io.itinera.consent.consent.Standing;
import io.itinera.consent.link.LinkToken;
import io.itinera.consent.link.Links;
import io.itinera.consent.policy.Purposes;
import io.itinera.consent.policy.Purposes.Purpose;
import io.itinera.consent.suppression.Suppressions;
import io.itinera.consent.suppression.Suppressions.Stop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers checks from PostgreSQL, two statements for a whole batch. Nothing is cached: whatever was committed before the check
 * began, on any replica, is seen by it.
 */
@ApplicationScoped
class Checks {

    private final ConsentStore consents;
    private final Suppressions suppressions;
    private final Purposes purposes;
    private final Receipts receipts;
    private final Links links;
    private final InstantSource clock;
    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    Checks(
            ConsentStore consents,
            Suppressions suppressions,
            Purposes purposes,
            Receipts receipts,
            Links links,
            InstantSource clock,
            MeterRegistry metrics) {
        this.consents = consents;
        this.suppressions = suppressions;
        this.purposes = purposes;
        this.receipts = receipts;
        this.links = links;
        this.clock = clock;
        for (Reason reason : Reason.values()) {
            counters.put(reason, metrics.counter("itinera_consent_checks", "reason", reason.wire()));
        }
    }

    /** Answers in the order of the checks. */
    Answers answer(ChecksRequest request) {
        List<ChecksRequest.Item> checks = request.checks();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<UUID, Standing> standing = consents.standing(
                checks.stream().map(ChecksRequest.Item::profileId).toList());
        Map<String, List<Stop>> stops = suppressions.find(checks.stream()
                .map(ChecksRequest.Item::address)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        List<Answer> answers = new ArrayList<>(checks.size());
        for (ChecksRequest.Item check : checks) {
            Optional<Purpose> purpose = purposes.find(check.purpose());
            Ruling ruling = Ruling.on(
                    purpose,
                    new Scope(check.channel(), check.purpose()),
                    standing.get(check.profileId()).choices(),
                    check.address() == null ? List.of() : stops.get(check.address()));
            counters.get(ruling.reason()).increment();
            answers.add(answer(check, ruling, now, purpose.map(Purpose::optIn).orElse(false)));
        }
        return new Answers(answers);
    }

    private Answer answer(ChecksRequest.Item check, Ruling ruling, Instant now, boolean optIn) {
        String receipt = receipts.write(new Receipt(
                check.profileId(),
                check.channel(),
                check.purpose(),
                check.messageId(),
                ruling.reason(),
                now,
                ruling.seq(),
                ruling.hash()));
        boolean allowed = ruling.reason().allows();
        Links.Pair pair = allowed && optIn
                ? links.of(new LinkToken(check.profileId(), check.channel(), check.purpose(), check.messageId()))
                : new Links.Pair(null, null);
        return new Answer(check.id(), allowed, ruling.reason().wire(), receipt, pair.unsubscribe(), pair.preferences());
    }
}
