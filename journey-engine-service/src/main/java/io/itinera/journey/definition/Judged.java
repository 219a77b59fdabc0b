package io.itinera.journey.definition;

import io.itinera.conditions.Conditions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A choice that is judged by opens and clicks, and learned from them: that of a channel by a {@code next-best} step, that of an hour by
 * a {@code send} step with a best time.
 *
 * @param step key of the step that chooses
 * @param pointer to what can be chosen
 * @param channel whose messages tell
 * @param sends steps whose messages tell how good the choice was, the first of each way; empty where nothing ever does
 */
public record Judged(String step, String pointer, String channel, Set<String> sends) {

    /** All such choices of a journey, in the order of its steps; steps that do not learn make none. */
    public static List<Judged> of(JourneyDefinition journey) {
        List<Judged> all = new ArrayList<>();
        journey.steps().forEach((key, step) -> {
            String at = "/steps/" + Conditions.escape(key);
            if (step instanceof SendStep send
                    && send.bestTime() != null
                    && send.bestTime().learn()) {
                all.add(new Judged(key, at + "/when/bestTime", send.channel(), Set.of(key)));
            } else if (step instanceof NextBestStep next && next.course().learn()) {
                for (int i = 0; i < next.channels().size(); i++) {
                    NextBestStep.Channel channel = next.channels().get(i);
                    all.add(new Judged(
                            key,
                            at + "/channels/" + i,
                            channel.channel(),
                            messages(journey, key, channel.next(), channel.channel())));
                }
            }
        });
        return all;
    }

    /** The first sends on the channel from a step on, before the choice is made anew. */
    private static Set<String> messages(JourneyDefinition journey, String chooser, String from, String channel) {
        Set<String> messages = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>(Set.of(chooser));
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String key = next.remove();
            Step step = journey.steps().get(key);
            if (step != null && seen.add(key)) {
                if (step instanceof SendStep send && send.channel().equals(channel)) {
                    messages.add(key);
                } else {
                    step.targets().forEach(target -> next.add(target.step()));
                }
            }
        }
        return messages;
    }
}
