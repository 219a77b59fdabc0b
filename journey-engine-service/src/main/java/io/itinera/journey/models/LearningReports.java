package io.itinera.journey.models;

import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PublishedJourney;
import io.itinera.journey.catalog.Journeys;
import io.itinera.journey.catalog.LearningStops;
import io.itinera.journey.definition.JourneyDefinition;
import io.itinera.journey.definition.JourneyDefinitions;
import io.itinera.journey.definition.NextBestStep;
import io.itinera.journey.definition.SendStep;
import io.itinera.journey.definition.Step;
import io.itinera.journey.reporting.AnswerQueries;
import io.itinera.journey.reporting.Experiment;
import io.itinera.journey.reporting.JourneyReport;
import io.itinera.journey.reporting.JourneyReports;
import io.itinera.journey.reporting.ReportQuery;
import io.itinera.journey.reporting.Tests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells what the steps of a version have learned. */
@ApplicationScoped
public class LearningReports {

    private final Journeys journeys;
    private final LearningStops stops;
    private final JourneyReports reports;
    private final AnswerQueries answers;
    private final ModelStore models;

    LearningReports(
            Journeys journeys, LearningStops stops, JourneyReports reports, AnswerQueries answers, ModelStore models) {
        this.journeys = journeys;
        this.stops = stops;
        this.reports = reports;
        this.answers = answers;
        this.models = models;
    }

    /** The report of a published version; a 404 problem when there is none. Testers do not count. */
    public LearningReport of(String key, int version) {
        JourneyDefinition definition =
                JourneyDefinitions.read(journeys.version(key, version).definition());
        String goal = definition.primaryGoal().map(JourneyDefinition.Goal::key).orElse(null);
        JourneyReport.Version counted = reports.of(
                        new ReportQuery(key, version, null, null, Tests.EXCLUDE, false, null))
                .total();
        List<PublishedJourney.Learning> decisions = stops.of(key);
        List<LearningReport.Step> steps = new ArrayList<>();
        definition.steps().forEach((name, step) -> {
            if (step.learns()) {
                Optional<Experiment> experiment = counted.splits().stream()
                        .filter(e -> e.split().equals(name))
                        .findFirst();
                StepReport report =
                        StepReport.of(experiment.map(Experiment::arms).orElse(List.of()), goal);
                boolean stopped = decisions.stream().anyMatch(d -> d.step().equals(name) && d.stopped());
                steps.add(report.with(
                        name,
                        step.type(),
                        stopped,
                        model(key, step).orElse(null),
                        answers(new AnswerQueries.Question(key, version, name, step.sends()), step)));
            }
        });
        return new LearningReport(key, version, goal, steps);
    }

    /** Opens and clicks by what the step chose; none of a step that goes by a goal. */
    private List<LearningReport.Answers> answers(AnswerQueries.Question question, Step step) {
        if (step instanceof SendStep send) {
            return List.of(AnswerReport.byHour(send.channel(), answers.of(question)));
        }
        List<LearningReport.Answers> all = new ArrayList<>();
        if (step instanceof NextBestStep next) {
            AnswerQueries.Answers told = answers.of(question);
            all.add(AnswerReport.byChannel(told));
            if (next.bestTime() != null) {
                next.channels().forEach(c -> all.add(AnswerReport.byHourOfOne(c.channel(), told)));
            }
        }
        return all;
    }

    private Optional<LearningModel> model(String key, Step step) {
        return models.of(step.rivals().isPresent() ? key : LearningModel.PEOPLE);
    }
}
