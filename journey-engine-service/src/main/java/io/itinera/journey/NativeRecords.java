package io.itinera.journey;

import io.itinera.contracts.Activity;
import io.itinera.contracts.EventType;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.PrivacyReceipt;
import io.itinera.contracts.PrivacyRequest;
import io.itinera.contracts.PublishedJourney;
import io.itinera.contracts.SendCancel;
import io.itinera.contracts.SendRequest;
import io.itinera.contracts.SourceEvent;
import io.itinera.contracts.TaskChange;
import io.itinera.contracts.Transition;
import io.itinera.journey.definition.Answer;
import io.itinera.journey.engine.Call;
import io.itinera.journey.engine.Input;
import io.itinera.journey.engine.Instance;
import io.itinera.journey.engine.Knowledge;
import io.itinera.journey.engine.ProfileState;
import io.itinera.journey.engine.Standing;
import io.itinera.journey.engine.Watch;
import io.itinera.journey.learning.Engagement;
import io.itinera.journey.learning.Odds;
import io.itinera.journey.trial.backtest.BackTest;
import io.itinera.journey.trial.backtest.BackTestReport;
import io.itinera.journey.trial.backtest.BackTests;
import io.itinera.journey.trial.delivery.AssumedCap;
import io.itinera.journey.trial.delivery.Had;
import io.itinera.journey.trial.delivery.Letter;
import io.itinera.journey.trial.membership.Membership;
import io.itinera.journey.trial.scenario.Expectation;
import io.itinera.journey.trial.scenario.SavedScenario;
import io.itinera.journey.trial.scenario.ScenarioReport;
import io.itinera.journey.trial.simulate.Coverage;
import io.itinera.journey.trial.simulate.Scenario;
import io.itinera.journey.trial.simulate.Trace;
import io.itinera.rocksdb.BoundedRocksDb;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jackson reads and writes by reflection, for the native image. */
@RegisterForReflection(
        targets = {
            Activity.class,
            Activity.Tracked.class,
            Activity.MessageChanged.class,
            Activity.MergedAway.class,
            Activity.MergedIn.class,
            Activity.ConsentChanged.class,
            Activity.SegmentsChanged.class,
            Activity.SegmentsChanged.Why.class,
            Activity.SegmentChange.class,
            EventType.class,
            JourneyRef.class,
            LearningModel.class,
            LearningModel.Arm.class,
            LearningModel.Channel.class,
            LearningModel.Step.class,
            MessageOutcome.class,
            MessageOutcome.Held.class,
            MessageStatus.class,
            PrivacyReceipt.class,
            PrivacyRequest.class,
            PrivacyRequest.Kind.class,
            PublishedJourney.class,
            PublishedJourney.Learning.class,
            PublishedJourney.Migration.class,
            PublishedJourney.Pause.class,
            PublishedJourney.Rollout.class,
            PublishedJourney.State.class,
            PublishedJourney.Version.class,
            SendCancel.class,
            SendRequest.class,
            SendRequest.Fallback.class,
            SendRequest.Timing.class,
            SourceEvent.class,
            TaskChange.class,
            TaskChange.Content.class,
            TaskChange.Kind.class,
            TaskChange.Turn.class,
            Transition.class,
            Transition.Kind.class,
            ProfileState.class,
            ProfileState.Memory.class,
            Answer.class,
            Call.class,
            Input.MovedIn.class,
            ProfileState.Parked.class,
            Input.EntryRequested.class,
            Input.Answered.class,
            Input.Ordered.class,
            Input.Erased.class,
            Input.Order.class,
            Input.By.class,
            Instance.class,
            Instance.Entered.class,
            Instance.Awaiter.class,
            Instance.Waiting.class,
            Instance.Progress.class,
            Instance.Message.class,
            Instance.Migrated.class,
            Instance.Origin.class,
            Knowledge.class,
            Engagement.class,
            Engagement.Channel.class,
            Odds.class,
            Standing.class,
            Watch.class,
            BackTest.class,
            BackTestReport.class,
            BackTestReport.Comparison.class,
            BackTestReport.Consent.class,
            BackTestReport.Counts.class,
            BackTestReport.Delivery.class,
            BackTestReport.Difference.class,
            BackTestReport.Messages.class,
            BackTestReport.People.class,
            BackTestReport.Person.class,
            BackTestReport.Step.class,
            BackTests.Request.class,
            AssumedCap.class,
            Coverage.class,
            Expectation.class,
            Expectation.Failure.class,
            Expectation.Message.class,
            Had.class,
            Had.Use.class,
            Letter.class,
            Letter.Waiting.class,
            Membership.class,
            SavedScenario.class,
            Scenario.class,
            Scenario.Answer.class,
            Scenario.Fate.class,
            Scenario.Happening.class,
            Scenario.Learned.class,
            Scenario.Person.class,
            ScenarioReport.class,
            ScenarioReport.Result.class,
            Trace.class,
            Trace.Beat.class,
            Trace.Emitted.class,
            Trace.Message.class,
            Trace.Refusal.class,
            Trace.Timer.class,
            Trace.Way.class,
            BoundedRocksDb.class
        },
        classNames = {"io.itinera.journey.inputs.InputSerde$Kinds", "io.itinera.journey.calls.Request$Payload"})
final class NativeRecords {

    private NativeRecords() {}
}
