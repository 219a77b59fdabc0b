package io.itinera.journey.trial.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.Finding;
import io.itinera.journey.definition.JourneyDefinitions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SurroundingChecksTest {

    private static final JsonNode CART = Documents.json(Documents.CART_RECOVERY);

    /** A suite as a test describes it. */
    private record Suite(
            Optional<Vocabulary> vocabulary,
            Optional<Map<String, Template>> templates,
            Optional<Set<String>> purposes,
            Optional<Set<String>> segments,
            List<Neighbour> neighbours)
            implements Surroundings {

        @Override
        public Optional<Template> template(String key) {
            return templates.map(all -> all.getOrDefault(key, Template.missing()));
        }

        @Override
        public Set<String> journeys() {
            return neighbours.stream().map(Neighbour::key).collect(Collectors.toSet());
        }

        @Override
        public Optional<Boolean> segment(String key) {
            return segments.map(all -> all.contains(key));
        }
    }

    private static final Suite AWAY =
            new Suite(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    private static Suite whole() {
        return new Suite(
                Optional.of(new Vocabulary(
                        9, Map.of("Cart Updated", Set.of("total"), "Order Completed", Set.of()), Set.of("email"))),
                Optional.of(Map.of(
                        "cart-friendly", new Surroundings.Template("email", Set.of(), true),
                        "cart-offer", new Surroundings.Template("email", Set.of(), true),
                        "cart-push", new Surroundings.Template("push", Set.of(), true))),
                Optional.of(Set.of("marketing")),
                Optional.of(Set.of("internal-staff", "qa-testers")),
                List.of());
    }

    private static List<Finding> check(JsonNode definition, Surroundings around) {
        return new JourneyCheck(around, new Naming(NamingTest.Standard.NONE))
                .check(definition).stream()
                        .filter(f -> !"no-effect".equals(f.code()))
                        .toList();
    }

    @Test
    void findsNothingWhereAllThatItNamesIsThere() {
        assertThat(check(CART, whole())).isEmpty();
    }

    @Test
    void saysWhatWasNotCheckedInsteadOfGuessing() {
        assertThat(check(CART, AWAY)).hasSize(4).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
            assertThat(finding.code()).isEqualTo("not-checked");
        });
        assertThat(new JourneyCheck(AWAY, new Naming(NamingTest.Standard.NONE)).errors(CART))
                .isEmpty();
    }

    @Test
    void saysSoWhereThereIsNoPlanAndNoEventYet() {
        Suite fresh = new Suite(
                Optional.of(Vocabulary.of(List.of())),
                whole().templates(),
                whole().purposes(),
                whole().segments(),
                List.of());

        assertThat(check(CART, fresh)).singleElement().satisfies(finding -> assertThat(finding.message())
                .contains("no event so far"));
    }

    @Test
    void warnsWhereNobodySeesTheAnswersThatAStepLearnsFrom() {
        Suite other = new Suite(
                whole().vocabulary(),
                Optional.of(Map.of(
                        "cart-friendly", new Surroundings.Template("email", Set.of(), false),
                        "cart-offer", new Surroundings.Template("email", Set.of(), true),
                        "cart-push", new Surroundings.Template("push", Set.of(), false))),
                whole().purposes(),
                whole().segments(),
                List.of());

        assertThat(check(CART, other)).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/steps/push/template");
            assertThat(finding.code()).isEqualTo("answers-unseen");
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        });
        assertThat(new TemplateClient.Template("email", "<p>Hi</p>", null).tells())
                .isTrue();
        assertThat(new TemplateClient.Template("email", null, "Hi, see https://shop.example").tells())
                .isTrue();
        assertThat(new TemplateClient.Template("email", null, "Hi").tells()).isFalse();
        assertThat(new TemplateClient.Template("webhook", null, null).tells()).isFalse();
    }

    @Test
    void namesEventsPropertiesTraitsAndSegmentsThatNobodyHasSeen() {
        Suite other = new Suite(
                Optional.of(new Vocabulary(9, Map.of("Cart Updated", Set.of("sum")), Set.of("mail"))),
                whole().templates(),
                whole().purposes(),
                Optional.of(Set.of()),
                List.of());

        assertThat(check(CART, other))
                .extracting(Finding::pointer, Finding::code)
                .contains(
                        tuple("/exits/0/on/event", "unknown-event"),
                        tuple("/goals/0/on/event", "unknown-event"),
                        tuple("/entry/on/where/property", "unknown-property"),
                        tuple("/steps/known/branches/0/when/trait", "unknown-trait"),
                        tuple("/entry/audience/not/segment", "unknown-segment"),
                        tuple("/entry/rollout/always", "unknown-segment"));
    }

    @Test
    void namesJourneysThatAreNotPublished() {
        JsonNode leaving = Documents.journey(
                "leaving",
                "{ first: { type: 'leave', journey: 'other', next: 'second' },"
                        + " second: { type: 'leave', journey: 'nowhere', next: 'third' },"
                        + " third: { type: 'enter', journey: ['other', 'gone'], next: 'end' }, end: { type: 'exit' } }");
        Suite suite = new Suite(
                whole().vocabulary(),
                whole().templates(),
                whole().purposes(),
                whole().segments(),
                List.of(new Surroundings.Neighbour("other", neighbour("{ event: 'Signed Up' }", null))));

        assertThat(check(leaving, suite))
                .filteredOn(f -> "unknown-journey".equals(f.code()))
                .extracting(Finding::pointer, Finding::severity)
                .containsExactly(
                        tuple("/steps/second/journey", Finding.Severity.WARNING),
                        tuple("/steps/third/journey/1", Finding.Severity.WARNING));
    }

    @Test
    void aTemplateThatIsNotThereAndAPurposeWithoutARuleKeepAJourneyFromBeingPublished() {
        Suite other = new Suite(
                whole().vocabulary(),
                Optional.of(Map.of(
                        "cart-friendly", new Surroundings.Template("sms", Set.of(), true),
                        "cart-push", new Surroundings.Template("push", Set.of("profile.first_name"), true))),
                Optional.of(Set.of("transactional")),
                whole().segments(),
                List.of());

        assertThat(new JourneyCheck(other, new Naming(NamingTest.Standard.NONE)).errors(CART))
                .extracting(Finding::pointer, Finding::code)
                .containsExactlyInAnyOrder(
                        tuple("/steps/mail-a/template", "template-channel"),
                        tuple("/steps/mail-b/template", "unknown-template"),
                        tuple("/steps/mail-a/purpose", "unknown-purpose"),
                        tuple("/steps/mail-b/purpose", "unknown-purpose"),
                        tuple("/steps/push/purpose", "unknown-purpose"));
        assertThat(check(CART, other))
                .filteredOn(f -> "no-fallback".equals(f.code()))
                .extracting(Finding::pointer)
                .containsExactly("/steps/mail-b/fallback/0/template", "/steps/push/template");
    }

    @Test
    void warnsOfALiveJourneyThatTheSamePeopleEnterOnTheSameOccasion() {
        assertThat(overlap(null)).extracting(Finding::code).containsExactly("overlap");
    }

    @Test
    void aGroupKeepsJourneysApart() {
        assertThat(overlap("commerce")).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
            assertThat(finding.message()).contains("'cart-recovery' goes first");
        });
    }

    @Test
    void peopleWhoCannotBeTheSameAreNoOverlap() {
        JsonNode other = neighbour("{ event: 'Cart Updated', where: { property: 'total', lt: 20 } }", null);

        assertThat(Overlaps.of(JourneyDefinitions.read(CART), List.of(JourneyDefinitions.read(other))))
                .isEmpty();
    }

    private static List<Finding> overlap(String group) {
        Suite suite = new Suite(
                whole().vocabulary(),
                whole().templates(),
                whole().purposes(),
                whole().segments(),
                List.of(
                        new Surroundings.Neighbour("other", neighbour("{ event: 'Cart Updated' }", group)),
                        new Surroundings.Neighbour("cart-recovery", CART),
                        new Surroundings.Neighbour("elsewhere", neighbour("{ event: 'Signed Up' }", group))));
        return check(CART, suite);
    }

    private static JsonNode neighbour(String on, String group) {
        ObjectNode other = Documents.journey("other", "{ first: { type: 'exit' } }");
        ((ObjectNode) other.path("entry")).set("on", Documents.json(on));
        if (group != null) {
            other.put("group", group);
        }
        return other;
    }
}
