package io.itinera.journey.reference;

import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.definition.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A journey that decides by what profiles answer to, beside those of a story: from its beginning to shortly before its end, so that answers are
 * kept, and forgotten.
 */
final class Learner {

    private static final String JOURNEY = """
            {"key": "learner", "entry": {"on": {"event": "A"}, "reentry": {"mode": "after-exit"}}, "start": "reach",
             "steps": {
               "reach": {"type": "next-best", "bestTime": "PT24H", "default": {"channel": "email", "at": "10:00"},
                         "channels": [{"channel": "email", "next": "mail"}, {"channel": "push", "next": "push"}]},
               "mail": {"type": "send", "channel": "email", "template": "t", "purpose": "p",
                        "when": {"bestTime": {"atMost": "PT12H", "otherwise": "18:00"}}, "next": "rest"},
               "push": {"type": "send", "channel": "push", "template": "t", "purpose": "p", "next": "rest"},
               "rest": {"type": "wait", "for": "PT6H", "next": "end"},
               "end": {"type": "exit"}}}
            """;

    private Learner() {}

    /** The story with it. */
    static List<Happening> in(Story story) {
        List<Happening> all = new ArrayList<>(story.happenings());
        for (int i = all.size() * 7 / 8; i < all.size(); i++) {
            if (all.get(i) instanceof Happening.Happened(var activity)) {
                all.add(i, published(PublishedJourney.State.ARCHIVED, activity.at()));
                break;
            }
        }
        Instant start = ((Happening.Published) all.getFirst()).at();
        all.addFirst(published(PublishedJourney.State.LIVE, start));
        return all;
    }

    private static Happening published(PublishedJourney.State state, Instant at) {
        return new Happening.Published(
                new PublishedJourney(
                        "learner",
                        state,
                        1,
                        List.of(new PublishedJourney.Version(1, Documents.json(JOURNEY), Instant.EPOCH))),
                at);
    }
}
