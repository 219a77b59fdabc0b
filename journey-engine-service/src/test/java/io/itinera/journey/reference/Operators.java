package io.itinera.journey.reference;

import java.util.List;
import java.util.Map;

/** What comes to a story's instances by API: requests for entries, answers of endpoints and people, and orders. */
final class Operators {

    private final Story story;
    private final Authors authors;
    private final Customers customers;

    Operators(Story story, Authors authors, Customers customers) {
        this.story = story;
        this.authors = authors;
        this.customers = customers;
    }

    void request(String profile, Choices choices) {
        boolean repeated = choices.rarely(4) && !customers.areSettled();
        String id = "r" + (repeated ? 0 : story.length());
        // One that is not there, too.
        String journey = "j" + choices.of(0, 1, 2, 0, 1, 9);
        World.Facts known = customers.facts(profile, choices);
        story.add(new Happening.Asked(
                profile, new World.Request(id, journey, customers.properties(choices), known), story.now()));
    }

    /** A question is answered, mostly one that is open; an answer may come twice, or too late. */
    void answer(Choices choices) {
        boolean open = choices.below(4) > 0;
        List<World.Place> live = story.engine().places();
        List<EngineWorld.Question> questions = story.engine().questions().stream()
                .filter(q -> !open || live.contains(q.place()))
                .toList();
        if (questions.isEmpty()) {
            return;
        }
        EngineWorld.Question question = questions.get(choices.below(questions.size()));
        String outcome = question.isTask()
                ? choices.of("yes", "no", "yes", "answered")
                : choices.of("answered", "failed", "answered", "yes");
        Map<String, Object> values =
                choices.of(Map.of(), Map.of("body", Map.of("n", 12)), Map.of("status", 200, "by", "ann"));
        String profile = customers.now(question.profile());
        story.add(new Happening.Answered(profile, question.place(), outcome, values, story.now()));
    }

    /** Mostly somebody who is in a journey. */
    String somebody(String profile, Choices choices) {
        List<World.Place> live = story.engine().places();
        return live.isEmpty() || choices.rarely(3)
                ? profile
                : story.engine().owner(live.get(choices.below(live.size())).instance());
    }

    /** An order on an instance that is live. */
    void order(Choices choices) {
        List<World.Place> live = story.engine().places();
        if (live.isEmpty()) {
            return;
        }
        World.Place place = live.get(choices.below(live.size()));
        String order = choices.of("go-on", "end", "move", "go-on");
        List<String> steps = authors.steps();
        String to = order.equals("move") ? steps.get(choices.below(steps.size())) : null;
        story.add(new Happening.Ordered(
                story.engine().owner(place.instance()), place.instance(), order, to, story.now()));
    }
}
