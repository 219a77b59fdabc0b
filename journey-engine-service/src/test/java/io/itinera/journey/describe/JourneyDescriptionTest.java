package io.itinera.journey.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.Documents;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.Step;
import io.itinera.journey.definition.StepText;
import org.junit.jupiter.api.Test;

/** Whole descriptions, word by word. */
class JourneyDescriptionTest {

    private static final JsonNode EVERYTHING = Documents.json("""
            { key: 'everything', timezone: 'Europe/Berlin', priority: 5, maxVisits: 3, group: 'welcome',
              entry: { on: { segment: 'trial', is: 'left' }, reentry: { mode: 'every-time', key: 'cart_id' }, maxAge: 'PT36H',
                       rollout: { percent: 12.5, always: ['qa', 'staff'] } },
              exits: [ { key: 'gone', when: { trait: 'deleted', eq: true } } ],
              reroutes: [ { key: 'urgent', on: { segment: 'at-risk' }, from: ['morning', 'order'], next: 'send' },
                          { key: 'told', on: { event: 'Asked', where: { property: 'by', eq: 'sales' } }, next: 'end' } ],
              goals: [ { key: 'any', on: { type: 'page', event: 'Pricing' } } ],
              start: 'morning',
              steps: {
                morning: { type: 'wait', until: { dayOfWeek: ['monday', 'friday'], timeOfDay: '09:30' }, next: 'renewal' },
                renewal: { type: 'wait', until: { date: { trait: 'renewal.at' }, offset: '-P3D', timeOfDay: '08:00' }, next: 'order' },
                order: { type: 'wait', until: { event: 'Order', where: { property: 'total', gt: 5 } }, next: 'change' },
                change: { type: 'update', set: { tier: 'gold' }, increment: { visits: 2 }, unset: ['nick'],
                          append: { tags: ['a', 'b'] }, remove: { tags: 'c' }, next: 'tell' },
                tell: { type: 'emit', event: 'Told', properties: { by: 'us', city: { trait: 'address.city' } }, next: 'hand' },
                hand: { type: 'enter', journey: 'other', await: true, atMost: 'P2D', next: 'out', onTimeout: 'end', refused: 'end' },
                out: { type: 'leave', journey: 'nurture', next: 'beside' },
                beside: { type: 'enter', journey: ['one', 'two'], await: 'any', next: 'send', refused: 'end' },
                send: { type: 'send', channel: 'sms', template: 'hi', purpose: 'service', offer: 'spring-20', keep: true, next: 'end' },
                end: { type: 'exit', reason: 'won' } } }
            """);

    private static JourneyDefinition definition(JsonNode json) {
        return JourneyDefinitions.read(json);
    }

    @Test
    void describesTheExampleOfTheLanguage() {
        assertThat(JourneyDescription.of(definition(Documents.json(Documents.CART_RECOVERY)))
                        .text())
                .isEqualTo("""
                Cart recovery (cart-recovery)

                Bring back people who left something in the cart.
                Owner: growth@example.com
                See https://tracker.example.com/MKT-112

                Who enters
                  A profile enters when “Cart Updated” happens where property total is at least 20.
                  It enters only if the profile is not in segment internal-staff.
                  A profile enters again when it has left, not earlier than 1 day after its last entry.

                What happens
                  pause: The journey starts here. Wait for 1 hour. Go on to known.
                  known: Take the first way whose condition holds.
                    - if trait email exists: go on to split
                    - otherwise: go on to push
                  split: Draw one of 3 arms at random; a profile always draws the same one.
                    - control, 10 %, held out for comparison: go on to end
                    - friendly, 45 %: go on to mail-a
                    - offer, 45 %: go on to mail-b
                  mail-a: Send template cart-friendly by email for marketing. Go on to look.
                  mail-b: Send template cart-offer by email for marketing; where that cannot be delivered, send template cart-push by push. Go on to look.
                  look: Wait until the message of mail-a or mail-b was clicked, 2 days at most.
                    - in time: go on to end
                    - else, after 2 days: go on to push
                  push: Send template cart-push by push for marketing, at the hour at which the profile answers most, within 24 hours. Go on to end.
                  end: End the journey with the reason “completed”.

                What ends it
                  bought: When “Order Completed” happens, whatever the step.
                  It ends after 14 days at the latest.

                What it is for
                  purchase: The main goal: “Order Completed” happens within 7 days of the entry; it is worth property revenue, in the currency of property currency.

                Rules
                  Its priority is 50.
                  A profile is in one journey of group commerce at a time; an entry ends one of a lower priority, and is refused otherwise.
                  Times are local to the profile (trait timezone), else in UTC.
                """);
    }

    @Test
    void describesEveryKindOfStepAndEntryInMarkdown() {
        assertThat(JourneyDescription.of(definition(EVERYTHING)).markdown()).isEqualTo("""
                # everything

                ## Who enters

                - A profile enters when the profile leaves segment trial.
                - What happened more than 36 hours before it came in is no entry.
                - A profile enters every time, once at a time for each value of property cart\\_id.
                - 12.5 % of the profiles may enter, always the same ones; whoever is in segment qa or staff may enter in any case.

                ## What happens

                1. **morning**: The journey starts here. Wait until 09:30 o’clock on a Monday or Friday. Go on to renewal.
                2. **renewal**: Wait until 3 days before the date in trait renewal.at, at 08:00 o’clock. Go on to order.
                3. **order**: Wait until “Order” happens where property total is greater than 5. Go on to change.
                4. **change**: Set trait tier to “gold”, add 2 to trait visits, remove trait nick, put “a” and “b” on list tags and take “c” off list tags. Go on to tell.
                5. **tell**: Put event “Told” on the stream with by = “us” and city = the value of trait address.city. Go on to hand.
                6. **hand**: Let the profile enter journey other, and wait for it to end, 2 days at most.
                   - when it has ended: go on to out
                   - else, after 2 days: go on to end
                   - if it refuses the entry: go on to end
                7. **out**: Take the profile out of journey nurture. Go on to beside.
                8. **beside**: Let the profile enter journeys one and two, and wait for the first of them to end.
                   - when one has ended: go on to send
                   - if all refuse the entry: go on to end
                9. **send**: Send template hi by sms for service, with offer spring-20. The message goes out even after the journey has ended. Go on to end.
                10. **end**: End the journey with the reason “won”.

                ## What leads elsewhere

                - **urgent**: When the profile enters segment at-risk while the profile waits at morning or order, go on to send instead.
                - **told**: When “Asked” happens where property by is “sales” while the profile waits, go on to end instead.

                ## What ends it

                - **gone**: As soon as trait deleted is true, whatever the step.
                - It ends when it would come to the same step more often than 3 times.
                - Nothing ends it by time alone.

                ## What it is for

                - **any**: Page “Pricing” is viewed while the profile is in the journey.

                ## Rules

                - Its priority is 5.
                - A profile is in one journey of group welcome at a time; an entry ends one of a lower priority, and is refused otherwise.
                - Times are local to the profile (trait timezone), else in Europe/Berlin.
                """);
    }

    @Test
    void theWaysOfEachStepAreTheStepsThatMayFollow() {
        for (JsonNode json : new JsonNode[] {Documents.json(Documents.CART_RECOVERY), EVERYTHING}) {
            definition(json).steps().forEach((key, step) -> assertThat(
                            step.describe().ways().stream().map(StepText.Way::step))
                    .as(key)
                    .containsExactlyElementsOf(
                            step.targets().stream().map(Step.Target::step).toList()));
        }
    }

    @Test
    void whatAnAuthorWroteIsNoMarkup() {
        JsonNode journey = Documents.json("""
                { key: 'marked', name: '<b>Mail</b> [x](y)', description: '# one\\n two', entry: { on: { event: 'A*B' } },
                  start: 'end', steps: { end: { type: 'exit' } } }
                """);

        assertThat(JourneyDescription.of(definition(journey)).markdown())
                .startsWith("# \\<b\\>Mail\\</b\\> \\[x\\](y) (marked)\n\n\\# one two\n")
                .contains("“A\\*B” happens");
    }
}
