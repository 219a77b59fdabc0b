package io.itinera.profile;

import io.itinera.contracts.Activity;
import io.itinera.contracts.ConsentState;
import io.itinera.contracts.EventType;
import io.itinera.contracts.IdentityLink;
import io.itinera.contracts.JourneyRef;
import io.itinera.contracts.MessageOutcome;
import io.itinera.contracts.MessageStatus;
import io.itinera.contracts.ProfileSnapshot;
import io.itinera.contracts.PublishedSegment;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.life.Forward;
import io.itinera.profile.life.History;
import io.itinera.profile.life.Membership;
import io.itinera.profile.life.Move;
import io.itinera.profile.life.Part;
import io.itinera.profile.life.TraitNode;
import io.itinera.profile.topology.SegmentWork;
import io.itinera.rocksdb.BoundedRocksDb;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What JSON and Kafka reach by reflection, so that a native image keeps it, such as the records of
 * {@link io.itinera.contracts.Topics#SEGMENTS} and {@link io.itinera.contracts.Topics#CONSENTS}.
 */
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
            IdentityLink.class,
            IdentityLink.Claim.class,
            JourneyRef.class,
            MessageOutcome.class,
            MessageStatus.class,
            ProfileSnapshot.class,
            PublishedSegment.class,
            PublishedSegment.State.class,
            PublishedSegment.Version.class,
            ConsentState.class,
            ConsentState.Choice.class,
            SourceEvent.class,
            Part.class,
            Forward.class,
            TraitNode.class,
            History.class,
            Membership.class,
            SegmentWork.Progress.class,
            Move.Decided.class,
            Move.Arrived.class,
            Move.Leaving.class,
            Move.Arriving.class,
            Move.Seen.class,
            BoundedRocksDb.class
        },
        classNames = {
            "io.itinera.profile.topology.SegmentWork$Counted",
            "io.itinera.profile.topology.SegmentWork$Fill",
            "io.itinera.profile.topology.Filling",
            "io.itinera.profile.topology.StoredState",
            "io.itinera.profile.topology.StoredState$StoredPart",
            "io.itinera.profile.topology.StoredState$StoredForward",
            "io.itinera.profile.record.Timeline$Entry"
        })
class WireForms {}
