package io.itinera.consent.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.consent.identity.Families.Merge;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FamiliesTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);
    private static final UUID C = new UUID(0, 3);
    private static final UUID STRANGER = new UUID(0, 9);

    @Test
    void followsMergesToTheProfileThatGoesOn() {
        Families families = new Families(List.of(merge(A, B, 1), merge(B, C, 2)));

        assertThat(families.current(A)).isEqualTo(C);
        assertThat(families.members(B)).containsExactlyInAnyOrder(A, B, C);
        assertThat(families.members(STRANGER)).containsExactly(STRANGER);
    }

    @Test
    void aDecisionCountsForTheOtherFromTheMergeOn() {
        Families families = new Families(List.of(merge(A, B, 10), merge(B, C, 20)));

        assertThat(families.counts(A, at(15), B)).isTrue();
        assertThat(families.counts(A, at(15), C)).isFalse();
        assertThat(families.counts(C, at(25), A)).isTrue();
        assertThat(families.counts(A, at(5), A)).isTrue();
        assertThat(families.counts(A, at(25), STRANGER)).isFalse();
    }

    @Test
    void siblingsAreOneSinceTheLaterOfTheirMerges() {
        Families families = new Families(List.of(merge(A, C, 10), merge(B, C, 30)));

        assertThat(families.oneSince(A, B)).contains(at(30));
    }

    @Test
    void passesOverACircleAndAnOlderMerge() {
        Families families = new Families(List.of(merge(A, B, 10)));

        assertThat(families.add(merge(B, A, 20))).isFalse();
        assertThat(families.add(merge(A, C, 5))).isFalse();
        assertThat(families.current(A)).isEqualTo(B);
    }

    @Test
    void aMergeIntoItselfTakesAMergeBack() {
        Families families = new Families(List.of(merge(A, B, 10)));

        assertThat(families.add(merge(A, A, 20))).isTrue();
        assertThat(families.current(A)).isEqualTo(A);
        assertThat(families.members(B)).containsExactly(B);
    }

    @Test
    void theHigherEpochHoldsWhateverTheClocksSay() {
        Families families = new Families(List.of(new Merge(A, B, at(50), 2)));

        assertThat(families.add(new Merge(A, C, at(90), 1))).isFalse();
        assertThat(families.add(new Merge(A, C, at(10), 3))).isTrue();
        assertThat(families.current(A)).isEqualTo(C);
    }

    private static Merge merge(UUID profile, UUID into, int second) {
        return new Merge(profile, into, at(second), 0);
    }

    private static Instant at(int second) {
        return Instant.ofEpochSecond(second);
    }
}
