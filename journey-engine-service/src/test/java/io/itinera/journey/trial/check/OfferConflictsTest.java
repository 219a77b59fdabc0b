package io.itinera.journey.trial.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever designs a journey is told which live journeys make the same people other offers. */
class OfferConflictsTest {

    private static final JourneyDefinition SPRING = staying("spring", "", "", "spring-20");

    @Test
    void warnsOfAnotherOfferOnWhateverOccasionItIsMade() {
        assertThat(OfferConflicts.of(SPRING, List.of(staying("summer", "", "", "summer-10"))))
                .containsExactly(
                        Finding.warning(
                                "/steps/mail/offer",
                                "conflicting-offers",
                                "is 'spring-20', and the live journey 'summer' offers 'summer-10': people who may be the same can be in both at once, and no group keeps them apart"));
    }

    @Test
    void theSameOfferAndNoOfferAreNoConflict() {
        JourneyDefinition silent = JourneyDefinitions.read(Documents.journey(
                "silent", "{ first: { type: 'wait', for: 'P1D', next: 'end' }, end: { type: 'exit' } }"));

        assertThat(OfferConflicts.of(SPRING, List.of(staying("again", "", "", "spring-20"), silent)))
                .isEmpty();
        assertThat(OfferConflicts.of(silent, List.of(SPRING))).isEmpty();
    }

    @Test
    void aCommonGroupKeepsPeopleFromBeingInBothAtOnce() {
        JourneyDefinition grouped = staying("grouped", "", ", group: 'season'", "spring-20");

        assertThat(OfferConflicts.of(grouped, List.of(staying("summer", "", ", group: 'season'", "summer-10"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
                    assertThat(finding.code()).isEqualTo("conflicting-offers-in-group");
                    assertThat(finding.message()).contains("'season'", "one may follow the other");
                });
        assertThat(OfferConflicts.of(grouped, List.of(staying("summer", "", ", group: 'other'", "summer-10"))))
                .extracting(Finding::code)
                .containsExactly("conflicting-offers");
    }

    @Test
    void peopleWhoCannotQualifyForBothAtOneMomentAreOthers() {
        JourneyDefinition vip = staying("vip", ", audience: { segment: 'vip' }", "", "spring-20");
        JourneyDefinition rest = staying(
                "rest",
                ", audience: { all: [ { not: { segment: 'vip' } }, { trait: 'age', gte: 18 } ] }",
                "",
                "summer-10");

        assertThat(OfferConflicts.of(vip, List.of(rest))).isEmpty();
    }

    @Test
    void whoEntersByTimeIsAskedForLikeAnybody() {
        JourneyDefinition timed = JourneyDefinitions.read(Documents.json("""
                { key: 'timed', entry: { on: { schedule: { at: '09:00' } }, audience: { segment: 'vip' } }, start: 'mail',
                  steps: { mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'c', next: 'end' },
                           end: { type: 'exit' } } }"""));
        JourneyDefinition rest = staying("rest", ", audience: { not: { segment: 'vip' } }", "", "summer-10");

        assertThat(OfferConflicts.of(timed, List.of(rest))).isEmpty();
        assertThat(OfferConflicts.of(timed, List.of(SPRING))).hasSize(1);
    }

    @Test
    void whatEachAsksOfItsOwnEventSeparatesNobody() {
        JourneyDefinition small = staying("small", ", audience: { property: 'total', lt: 20 }", "", "spring-20");
        JourneyDefinition large = staying("large", ", audience: { property: 'total', gte: 20 }", "", "summer-10");

        assertThat(OfferConflicts.of(small, List.of(large))).hasSize(1);
    }

    @Test
    void whereNobodyStaysOnlyTheSameOccasionBringsBothAndNoGroupHelps() {
        JourneyDefinition at = instant("one", "Started", "spring-20");

        assertThat(OfferConflicts.of(at, List.of(instant("elsewhere", "Other", "summer-10"))))
                .isEmpty();
        assertThat(OfferConflicts.of(at, List.of(instant("two", "Started", "summer-10"))))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
                    assertThat(finding.message()).contains("on the same occasion", "no group keeps them apart");
                });
    }

    @Test
    void differentOffersOfOneJourneyAreItsAuthorsIntentAndEachIsToldOnceOfAnother() {
        JourneyDefinition two = JourneyDefinitions.read(Documents.journey("two", """
                { first: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'a', next: 'second' },
                  second: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'b', next: 'third' },
                  third: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: 'a', next: 'rest' },
                  rest: { type: 'wait', for: 'P1D', next: 'end' },
                  end: { type: 'exit' } }"""));

        assertThat(OfferConflicts.of(two, List.of())).isEmpty();
        assertThat(OfferConflicts.of(two, List.of(staying("other", "", "", "b"))))
                .extracting(Finding::pointer)
                .containsExactly("/steps/first/offer");
        assertThat(OfferConflicts.of(two, List.of(staying("other", "", "", "c"))))
                .extracting(Finding::pointer)
                .containsExactly("/steps/first/offer", "/steps/second/offer");
    }

    private static JourneyDefinition staying(String key, String entry, String more, String offer) {
        return JourneyDefinitions.read(Documents.json("""
                { key: '%s', entry: { on: { event: '%s' }%s }, start: 'rest', steps: {
                    rest: { type: 'wait', for: 'P1D', next: 'mail' },
                    mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: '%s', next: 'end' },
                    end: { type: 'exit' } }%s }""".formatted(key, key, entry, offer, more)));
    }

    private static JourneyDefinition instant(String key, String event, String offer) {
        return JourneyDefinitions.read(Documents.json("""
                { key: '%s', entry: { on: { event: '%s' } }, group: 'g', start: 'mail', steps: {
                    mail: { type: 'send', channel: 'email', template: 't', purpose: 'p', offer: '%s', next: 'end' },
                    end: { type: 'exit' } } }""".formatted(key, event, offer)));
    }
}
