package io.itinera.profile.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.contracts.Identifier;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkRulesTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final LinkGraph graph = new LinkGraph();

    @Test
    void aDeviceGoesToTheCustomerWhoWasSeenOnIt() {
        claim("ann", "phone", 0);

        assertThat(home("anonymousId:phone")).isEqualTo(derived("userId:ann"));
        assertThat(home("userId:ann")).isEqualTo(derived("userId:ann"));
    }

    @Test
    void aSharedDeviceBelongsToTheEarliestClaimAndNeverUnitesTwoCustomers() {
        claim("bob", "tablet", 60);
        claim("ann", "tablet", 0);
        claim("cid", "tablet", 30);

        assertThat(home("anonymousId:tablet")).isEqualTo(derived("userId:ann"));
        assertThat(home("userId:bob")).isEqualTo(derived("userId:bob"));
        assertThat(home("userId:cid")).isEqualTo(derived("userId:cid"));
    }

    @Test
    void claimsOfTheSameMomentAreToldApartByTheirMessage() {
        graph.decide(new Statement.Claim("bob", "tablet", new Stamp(NOON, "m-2")), NOON);
        graph.decide(new Statement.Claim("ann", "tablet", new Stamp(NOON, "m-1")), NOON);

        assertThat(home("anonymousId:tablet")).isEqualTo(derived("userId:ann"));
    }

    @Test
    void anAliasUnitesTwoCustomersUnderTheIdThatHoldsFromNowOn() {
        claim("old", "phone", 0);
        alias("old", "new", 10);

        assertThat(List.of(home("userId:old"), home("userId:new"), home("anonymousId:phone")))
                .containsOnly(derived("userId:new"));
    }

    @Test
    void aChainOfAliasesEndsAtTheOnlyIdThatNoneReplaced() {
        alias("b", "c", 10);
        alias("a", "b", 20);

        assertThat(List.of(home("userId:a"), home("userId:b"), home("userId:c")))
                .containsOnly(derived("userId:c"));
    }

    @Test
    void aliasesInACircleAgreeOnTheSmallestId() {
        alias("b", "a", 0);
        alias("a", "b", 10);

        assertThat(List.of(home("userId:a"), home("userId:b"))).containsOnly(derived("userId:a"));
    }

    @Test
    void anAliasTakesTheDeviceOfThatIdButNotFromWhoClaimedItEarlier() {
        claim("bob", "device-1", 0);
        alias("device-1", "ann", 10);
        alias("device-2", "ann", 20);

        assertThat(home("anonymousId:device-1")).isEqualTo(derived("userId:bob"));
        assertThat(home("anonymousId:device-2")).isEqualTo(derived("userId:ann"));
    }

    @Test
    void sayingItAgainChangesNothing() {
        claim("ann", "phone", 0);
        alias("old", "ann", 10);
        var before = List.copyOf(graph.places());

        claim("ann", "phone", 0);
        alias("old", "ann", 10);

        assertThat(graph.places()).containsExactlyElementsOf(before);
    }

    @Test
    void eachChangeOfPlaceIsToldToAllFormerHomes() {
        claim("bob", "tablet", 60);
        long first = tablet().epoch();
        claim("ann", "tablet", 0);

        assertThat(tablet().formerHomes()).containsExactly(derived("anonymousId:tablet"), derived("userId:bob"));
        assertThat(tablet().epoch()).isGreaterThan(first);
    }

    private void claim(String user, String device, long second) {
        graph.decide(new Statement.Claim(user, device, stamp(second)), NOON);
    }

    private void alias(String previous, String user, long second) {
        graph.decide(new Statement.Alias(previous, user, stamp(second)), NOON);
    }

    private static Stamp stamp(long second) {
        return new Stamp(NOON.plusSeconds(second), "m-" + second);
    }

    private Placement tablet() {
        return graph.place(Identifier.parse("anonymousId:tablet"));
    }

    private String home(String identifier) {
        return graph.place(Identifier.parse(identifier)).home();
    }

    private static String derived(String identifier) {
        return Identifier.parse(identifier).derivedProfileId();
    }
}
