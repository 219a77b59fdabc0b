package io.itinera.journey.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.itinera.contracts.Activity;
import io.itinera.contracts.LearningModel;
import io.itinera.contracts.PublishedJourney;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;

/** One thing that happens in a story, with its time. */
sealed interface Happening {

    YAMLMapper YAML = new YAMLMapper();

    /** Lets it happen. */
    void in(World world);

    record Published(PublishedJourney journey, Instant at) implements Happening {
        @Override
        public void in(World world) {
            world.publish(journey, at);
        }

        @Override
        public String toString() {
            PublishedJourney.Version newest = journey.versions().getLast();
            try {
                return at + "  " + journey.key() + " is " + journey.state().wire() + " in version " + newest.version()
                        + (newest.publishedAt().equals(at) ? "" : " of " + newest.publishedAt())
                        + " " + journey.migrations() + " " + journey.pauses() + " " + journey.rollouts()
                        + "\n"
                        + YAML.writeValueAsString(newest.definition()).indent(4).stripTrailing();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    record Happened(Activity activity) implements Happening {
        @Override
        public void in(World world) {
            world.time(activity.at());
            world.happens(activity);
        }

        @Override
        public String toString() {
            return activity.at() + "  " + activity.profileId() + " " + activity.id() + " " + activity.cause()
                    + "\n    traits " + activity.traits() + " computed " + activity.computed() + " segments "
                    + new TreeSet<>(activity.segments()) + " " + activity.segmentChanges() + " consents "
                    + activity.consents();
        }
    }

    record MovedIn(String into, Instant at, Instant now) implements Happening {
        @Override
        public void in(World world) {
            world.movedIn(into, at);
            world.time(now);
        }

        @Override
        public String toString() {
            return now + "  journeys move to " + into + ", merged at " + at;
        }
    }

    record Passed(Instant to) implements Happening {
        @Override
        public void in(World world) {
            world.time(to);
        }

        @Override
        public String toString() {
            return to + "  time has passed";
        }
    }

    record Asked(String profile, World.Request request, Instant at) implements Happening {
        @Override
        public void in(World world) {
            world.time(at);
            world.asked(profile, request, at);
        }

        @Override
        public String toString() {
            return at + "  " + profile + " is to enter " + request.journey() + " by request " + request.id() + " with "
                    + request.properties() + "\n    known " + request.known();
        }
    }

    record Answered(String profile, World.Place place, String outcome, Map<String, Object> values, Instant at)
            implements Happening {
        @Override
        public void in(World world) {
            world.time(at);
            world.answered(profile, place, outcome, values, at);
        }

        @Override
        public String toString() {
            return at + "  " + profile + " gets the answer " + outcome + " " + values + " at " + place;
        }
    }

    /** What was learned so far. */
    record Learned(LearningModel model, Instant at) implements Happening {
        @Override
        public void in(World world) {
            world.time(at);
            world.learned(model);
        }

        @Override
        public String toString() {
            return at + "  learned: " + model;
        }
    }

    /** A profile is forgotten. */
    record Erased(String profile, String request, String named, Instant at) implements Happening {
        @Override
        public void in(World world) {
            world.time(at);
            world.erased(profile, request, named, at);
        }

        @Override
        public String toString() {
            return at + "  " + profile + " is forgotten as " + named + " by request " + request;
        }
    }

    /** An operator's order on an instance. */
    record Ordered(String profile, String instance, String order, String to, Instant at) implements Happening {
        @Override
        public void in(World world) {
            world.time(at);
            world.ordered(profile, instance, order, to, at);
        }

        @Override
        public String toString() {
            return at + "  " + profile + " instance " + instance + " is ordered to " + order
                    + (to == null ? "" : " " + to);
        }
    }
}
