package io.itinera.contracts;

import java.time.Instant;
import java.util.List;

/**
 * What was learned so far: the value on {@link Topics#LEARNING}. Under a journey's key, how the arms of its steps did; under
 * {@link #PEOPLE}, what people answered to on each channel.
 *
 * @param key journey key, or {@link #PEOPLE}
 * @param model number of the model, from 1; each change has the next
 * @param from logical time from which decisions go by it
 * @param steps arms of steps; empty for people
 * @param channels answers by channel; empty for a journey
 */
public record LearningModel(String key, long model, Instant from, List<Step> steps, List<Channel> channels) {

    /** Key of the record about all people: no journey has such a key. */
    public static final String PEOPLE = "*";

    public LearningModel {
        steps = steps == null ? List.of() : steps;
        channels = channels == null ? List.of() : channels;
    }

    /**
     * The arms of one step of one version of the journey.
     *
     * @param version of the journey
     * @param step key
     * @param arms how each did
     */
    public record Step(int version, String step, List<Arm> arms) {
        public Step {
            arms = arms == null ? List.of() : arms;
        }
    }

    /**
     * How an arm did.
     *
     * @param arm key
     * @param trials instances that took it
     * @param wins those of them that reached the primary goal
     */
    public record Arm(String arm, long trials, long wins) {}

    /**
     * What people answered to on a channel.
     *
     * @param channel name
     * @param sent messages sent
     * @param opened messages opened
     * @param clicked messages clicked
     * @param hours weight of opens and clicks by local hour, 24 numbers
     */
    public record Channel(String channel, long sent, long opened, long clicked, List<Long> hours) {
        public Channel {
            hours = hours == null ? List.of() : hours;
        }
    }
}
