package io.itinera.journey.engine;

import io.itinera.contracts.LearningModel;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Evidence;
import io.itinera.journey.learning.Odds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The latest models of each journey and of all people. A decision goes by the newest one that holds at its logical time, so that an
 * engine that lags decides as one that does not; by the oldest one that is left where all are newer. Immutable.
 */
public final class LearnedModels implements Insight {

    /** No model. */
    public static final LearnedModels NONE = new LearnedModels(Map.of());

    /** As many of one key: an engine that lags further behind goes by the oldest of them. */
    private static final int KEPT = 16;

    private final Map<String, List<Kept>> models;

    private LearnedModels(Map<String, List<Kept>> models) {
        this.models = models;
    }

    /** A model as it is asked. */
    private record Kept(LearningModel model, Map<String, Map<String, Odds>> arms, Engagement people) {
        static Kept of(LearningModel model) {
            Map<String, Map<String, Odds>> arms = new HashMap<>();
            for (LearningModel.Step step : model.steps()) {
                Map<String, Odds> odds = new HashMap<>();
                step.arms().forEach(arm -> odds.put(arm.arm(), new Odds(arm.trials(), arm.wins())));
                arms.put(place(step.version(), step.step()), odds);
            }
            Map<String, Engagement.Channel> channels = new HashMap<>();
            model.channels().forEach(c -> channels.put(c.channel(), channel(c)));
            return new Kept(model, arms, new Engagement(channels));
        }

        private static Engagement.Channel channel(LearningModel.Channel told) {
            Map<Integer, Long> hours = new TreeMap<>();
            for (int hour = 0; hour < told.hours().size(); hour++) {
                if (told.hours().get(hour) > 0) {
                    hours.put(hour, told.hours().get(hour));
                }
            }
            return new Engagement.Channel(told.sent(), told.opened(), told.clicked(), hours);
        }
    }

    /** These models and another one, which takes the place of one of the same number. */
    public LearnedModels with(LearningModel model) {
        List<Kept> ofKey = new ArrayList<>(models.getOrDefault(model.key(), List.of()));
        ofKey.removeIf(kept -> kept.model().model() == model.model());
        ofKey.add(Kept.of(model));
        ofKey.sort(Comparator.comparing(kept -> kept.model().from()));
        Map<String, List<Kept>> all = new HashMap<>(models);
        all.put(model.key(), List.copyOf(ofKey.subList(Math.max(0, ofKey.size() - KEPT), ofKey.size())));
        return new LearnedModels(all);
    }

    /** These models without those of a key. */
    public LearnedModels without(String key) {
        Map<String, List<Kept>> rest = new HashMap<>(models);
        rest.remove(key);
        return new LearnedModels(rest);
    }

    @Override
    public Evidence at(Visited visit, Engagement own) {
        Kept ofJourney = kept(visit.journey(), visit);
        Kept ofPeople = kept(LearningModel.PEOPLE, visit);
        Map<String, Odds> arms = ofJourney == null ? null : ofJourney.arms().get(place(visit.version(), visit.step()));
        // The number of the model that the choice goes by, not of one that knows nothing of it.
        Kept decides = visit.byAnswers() ? ofPeople : arms == null ? null : ofJourney;
        long number = decides == null ? 0 : decides.model().model();
        return new Evidence(
                number, arms == null ? Map.of() : arms, own, ofPeople == null ? Engagement.NONE : ofPeople.people());
    }

    private Kept kept(String key, Visited visit) {
        Kept found = null;
        for (Kept kept : models.getOrDefault(key, List.of())) {
            if (found == null || !kept.model().from().isAfter(visit.at())) {
                found = kept;
            }
        }
        return found;
    }

    private static String place(int version, String step) {
        return version + "/" + step;
    }
}
