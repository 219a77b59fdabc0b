package io.itinera.journey.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.MessageOutcome.Held;
import io.itinera.contracts.MessageStatus;
import io.itinera.journey.explain.ExplainStore.Told;
import io.itinera.journey.explain.MessageExplanation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whoever decides a message again by what its explanation says of it comes to what was decided. */
class MessageVerdictsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Held CAP = new Held(Held.CAP, "weekly", 3, 3, "P7D", "Z", NOON.plusSeconds(60));
    private static final Held QUIET =
            new Held(Held.QUIET_HOURS, "night", null, null, "22:00 to 08:00", "Z", NOON.plusSeconds(60));

    /** What can become of a message before a provider is called: none of it says that one was. */
    private static final List<String> REFUSALS = List.of(
            "no-consent",
            "denied",
            "consent-unavailable",
            "suppressed-address",
            "no-address",
            "no-endpoint",
            "cap:weekly",
            "quiet-hours:night",
            "no-template",
            "template-error",
            "cancelled");

    private static Told told(int second, MessageStatus status, String reason, String receipt, Held held) {
        return new Told(null, status.wire(), reason, receipt, held, NOON.plusSeconds(second));
    }

    private static Held policy(String reason) {
        return reason.equals(CAP.reason()) ? CAP : reason.equals(QUIET.reason()) ? QUIET : null;
    }

    private static Told waits(int second, int drawn) {
        String reason =
                List.of("consent-unavailable", CAP.reason(), QUIET.reason()).get(drawn);
        return told(second, MessageStatus.DEFERRED, reason, null, policy(reason));
    }

    private static Optional<Told> end(int second, int drawn) {
        return switch (drawn) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(told(second, MessageStatus.SENT, null, "receipt", null));
            case 2 -> Optional.of(told(second, MessageStatus.SENT, "sandbox", "receipt", null));
            case 3 -> Optional.of(told(second, MessageStatus.FAILED, "answer-unknown", "receipt", null));
            case 4 -> Optional.of(told(second, MessageStatus.BOUNCED, "smtp-550", "receipt", null));
            default -> {
                String reason = REFUSALS.get(drawn - 5);
                yield Optional.of(told(second, MessageStatus.SUPPRESSED, reason, null, policy(reason)));
            }
        };
    }

    /** The verdict of one question, by the evidence that is told with it alone. */
    private static boolean allows(Verdict verdict) {
        if (verdict.held() != null && verdict.held().by().equals(Held.CAP)) {
            return verdict.held().counted() < verdict.held().limit();
        }
        return verdict.reason() == null && verdict.receipt() != null;
    }

    /** A message goes out with a yes after which nothing said no. */
    private static boolean mayGo(List<Verdict> verdicts) {
        Optional<Verdict> yes = verdicts.stream().filter(Verdict::allowed).findFirst();
        return yes.isPresent()
                && verdicts.stream().filter(verdict -> !verdict.allowed()).allMatch(no -> no.at()
                        .isBefore(yes.get().at()));
    }

    @Property(tries = 500)
    void leadToWhatWasDecided(
            @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 2) Integer> waits,
            @ForAll @IntRange(min = 0, max = 15) int end) {
        List<Told> told = new ArrayList<>();
        waits.forEach(drawn -> told.add(waits(told.size(), drawn)));
        end(told.size(), end).ifPresent(told::add);
        boolean handedOver = end >= 1 && end <= 4;

        List<Verdict> verdicts = MessageExplainer.verdicts(told);

        assertThat(verdicts).allSatisfy(verdict -> assertThat(verdict.allowed()).isEqualTo(allows(verdict)));
        assertThat(mayGo(verdicts)).isEqualTo(handedOver);
    }
}
