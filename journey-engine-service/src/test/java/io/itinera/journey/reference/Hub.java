package io.itinera.journey.reference;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A journey that lets profiles enter the other journeys of a story, awaits them together, and takes profiles out of them again: journeys
 * that are found at random do so too seldom.
 */
final class Hub {

    private static final String JOURNEY = """
            {"key": "hub", "entry": {"on": {"event": "B"}, "reentry": {"mode": "every-time"}}, "start": "all", "maxVisits": 3,
             "reroutes": [{"key": "again", "on": {"event": "C"}, "from": ["all", "any"], "next": "out"},
                          {"key": "page", "on": {"type": "page"}, "next": "any"}],
             "steps": {
               "all": {"type": "enter", "journey": ["leaf", "j0", "j1"], "context": {"from": "there"}, "await": "all",
                       "atMost": "P2D", "next": "mail", "onTimeout": "out", "refused": "rest"},
               "any": {"type": "enter", "journey": ["leaf", "j1", "j2"], "await": "any", "atMost": "P1D",
                       "next": "out", "onTimeout": "rest", "refused": "rest"},
               "mail": {"type": "send", "channel": "email", "template": "t", "purpose": "p", "next": "any"},
               "out": {"type": "leave", "journey": "j0", "next": "back"},
               "back": {"type": "enter", "journey": "j0", "next": "rest"},
               "rest": {"type": "wait", "for": "PT6H", "next": "all"}}}
            """;

    private static final String LEAF = """
            {"key": "leaf", "entry": {"on": {"api": true}, "reentry": {"mode": "every-time"}}, "start": "rest",
             "exits": [{"key": "gone", "on": {"event": "C"}}],
             "steps": {
               "rest": {"type": "wait", "until": {"event": "A"}, "atMost": "PT9H", "then": "out", "onTimeout": "end"},
               "out": {"type": "leave", "journey": "j1", "next": "end"},
               "end": {"type": "exit", "reason": "done"}}}
            """;

    private Hub() {}

    /** The story with it, from its beginning on. */
    static Story in(Story story) {
        List<Happening> all = new ArrayList<>(story.happenings());
        Instant start = ((Happening.Published) all.getFirst()).at();
        all.addFirst(published("hub", JOURNEY, start));
        all.addFirst(published("leaf", LEAF, start));
        return new Story(all);
    }

    private static Happening published(String key, String definition, Instant at) {
        return new Happening.Published(
                new PublishedJourney(
                        key,
                        PublishedJourney.State.LIVE,
                        1,
                        List.of(new PublishedJourney.Version(1, Documents.json(definition), Instant.EPOCH))),
                at);
    }
}
