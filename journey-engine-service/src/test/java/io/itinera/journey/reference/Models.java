package io.itinera.journey.reference;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PublishedJourney;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What is learned in a story from everybody: figures that nobody has counted, but which both sides are told. */
final class Models {

    private final Story story;
    private final Authors authors;
    private long last;

    Models(Story story, Authors authors) {
        this.story = story;
        this.authors = authors;
    }

    /** What is known before anything happens. */
    void begin(Choices choices) {
        authors.published().forEach(journey -> learned(ofJourney(journey, Instant.EPOCH, choices)));
        learned(ofPeople(Instant.EPOCH, choices));
    }

    /** Something more is learned, and decides from a little later on. */
    void more(Choices choices) {
        Instant from = story.now().plus(choices.of(Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofHours(1)));
        List<PublishedJourney> journeys = authors.published();
        int which = choices.below(journeys.size() + 1);
        learned(which == journeys.size() ? ofPeople(from, choices) : ofJourney(journeys.get(which), from, choices));
    }

    private void learned(LearningModel model) {
        story.add(new Happening.Learned(model, story.now()));
    }

    /** Of most of its steps that choose an arm. */
    private LearningModel ofJourney(PublishedJourney journey, Instant from, Choices choices) {
        List<LearningModel.Step> steps = new ArrayList<>();
        for (PublishedJourney.Version version : journey.versions()) {
            for (Map.Entry<String, JsonNode> step :
                    version.definition().get("steps").properties()) {
                if (step.getValue().path("type").textValue().equals("optimize") && choices.below(6) > 0) {
                    List<LearningModel.Arm> arms = new ArrayList<>();
                    step.getValue().path("arms").forEach(arm -> arms.add(arm(arm, choices)));
                    steps.add(new LearningModel.Step(version.version(), step.getKey(), arms));
                }
            }
        }
        return new LearningModel(journey.key(), ++last, from, steps, List.of());
    }

    private static LearningModel.Arm arm(JsonNode arm, Choices choices) {
        long trials = choices.of(0, 3, 20, 150);
        return new LearningModel.Arm(arm.path("key").textValue(), trials, choices.below((int) trials + 1));
    }

    private LearningModel ofPeople(Instant from, Choices choices) {
        List<LearningModel.Channel> channels = new ArrayList<>();
        for (String name : List.of("email", "push", "sms")) {
            if (choices.below(4) > 0) {
                int sent = choices.of(200, 20, 70);
                List<Long> hours = new ArrayList<>(Collections.nCopies(24, 0L));
                for (int i = choices.below(4); i > 0; i--) {
                    hours.set(choices.below(24), (long) choices.of(30, 60, 90));
                }
                channels.add(new LearningModel.Channel(
                        name, sent, choices.below(sent + 10), choices.below(sent + 1), hours));
            }
        }
        return new LearningModel(LearningModel.PEOPLE, ++last, from, List.of(), channels);
    }
}
