package io.itinera.journey.engine;

import io.itinera.conditions.Facts;
import io.itinera.contracts.ProfileIds;
import io.itinera.journey.definition.Moment;
import io.itinera.journey.definition.Wish;
import io.itinera.journey.learning.Chance;
import io.itinera.journey.learning.Evidence;
import java.util.Map;

/** What a step sees and can do while an instance is at it. */
record Visit(Traveller traveller) implements Moment {

    @Override
    public Facts facts() {
        return traveller.facts();
    }

    @Override
    public double draw() {
        return Draw.of("split", traveller.run().profileId(), traveller.began().journey(), traveller.step());
    }

    @Override
    public Chance chance() {
        return new StepChance(traveller);
    }

    @Override
    public Evidence evidence() {
        Run run = traveller.run();
        Instance began = traveller.began();
        return run.catalog()
                .insight()
                .at(
                        new Insight.Visited(
                                began.journey(),
                                began.version(),
                                traveller.step(),
                                began.id(),
                                traveller.visit(),
                                traveller.current().learnsFromAnswers(),
                                run.now()),
                        run.engagement());
    }

    @Override
    public boolean learns() {
        Run run = traveller.run();
        return run.published(traveller).amendments().learns(traveller.step(), run.now());
    }

    @Override
    public String drawn() {
        return traveller.diary().arms().get(traveller.step());
    }

    @Override
    public void drew(String arm) {
        traveller.diary().drew(traveller.step(), arm);
    }

    @Override
    public String want(Wish wish) {
        String id = ProfileIds.derive(traveller.id() + "|" + traveller.step() + "|" + traveller.visit());
        new Wishes(traveller, traveller.ref(), id).grant(wish);
        return id;
    }

    @Override
    public void remember(Map<String, Object> values) {
        traveller.diary().remember(traveller.step(), values);
    }

    @Override
    public Map<String, Object> remembered() {
        return traveller.diary().remembered(traveller.step());
    }

    @Override
    public void event(Map<String, Object> properties) {
        traveller.diary().event(properties);
    }
}
