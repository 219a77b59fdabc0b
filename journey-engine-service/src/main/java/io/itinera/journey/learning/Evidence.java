package io.itinera.journey.learning;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is known when something is chosen. It is recorded with the choice, as far as it bore on it, so that the choice can be made
 * again.
 *
 * @param model number of the model that the figures of others are from, 0 for none
 * @param arms what is known of the arms of the step
 * @param own what the profile answered to
 * @param population what people answered to
 */
public record Evidence(long model, Map<String, Odds> arms, Engagement own, Engagement population) {

    /** Nothing is known. */
    public static final Evidence NONE = new Evidence(0, Map.of(), Engagement.NONE, Engagement.NONE);

    private static final String OWN = "own";
    private static final String PEOPLE = "people";

    /** The same model, with the history of a profile. */
    public Evidence with(Engagement history) {
        return new Evidence(model, arms, history, population);
    }

    /**
     * What a choice of channel or hour went by, as it is recorded.
     *
     * @param ofPeople what bore on it of others; null where nothing did
     */
    public Map<String, Object> told(Engagement ofProfile, Engagement ofPeople) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", model);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put(OWN, map(ofProfile));
        if (ofPeople != null) {
            figures.put(PEOPLE, map(ofPeople));
        }
        told.put("history", figures);
        return told;
    }

    /** True when a transition's detail has what a choice went by. */
    public static boolean isIn(Map<String, ?> detail) {
        return detail.get("model") instanceof Number;
    }

    /** What a choice went by, as its transition recorded it; what is not there is not known. */
    public static Evidence of(Map<String, ?> detail) {
        Map<String, Odds> arms = new HashMap<>();
        if (detail.get("odds") instanceof List<?> list) {
            list.forEach(element -> {
                if (element instanceof Map<?, ?> drawn) {
                    arms.put(
                            String.valueOf(drawn.get("arm")),
                            new Odds(whole(drawn.get("trials")), whole(drawn.get("wins"))));
                }
            });
        }
        Map<?, ?> history = detail.get("history") instanceof Map<?, ?> map ? map : Map.of();
        return new Evidence(
                whole(detail.get("model")), arms, engagement(history.get(OWN)), engagement(history.get(PEOPLE)));
    }

    private static Map<String, Object> map(Engagement engagement) {
        Map<String, Object> channels = new TreeMap<>();
        engagement.channels().forEach((name, channel) -> {
            Map<String, Object> hours = new LinkedHashMap<>();
            new TreeMap<>(channel.hours()).forEach((hour, n) -> hours.put(hour.toString(), n));
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("sent", channel.sent());
            counts.put("opened", channel.opened());
            counts.put("clicked", channel.clicked());
            if (!hours.isEmpty()) {
                counts.put("hours", hours);
            }
            channels.put(name, counts);
        });
        return channels;
    }

    private static Engagement engagement(Object told) {
        Map<String, Engagement.Channel> channels = new HashMap<>();
        if (told instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value instanceof Map<?, ?> counts) {
                    channels.put(
                            String.valueOf(name),
                            new Engagement.Channel(
                                    whole(counts.get("sent")),
                                    whole(counts.get("opened")),
                                    whole(counts.get("clicked")),
                                    hours(counts.get("hours"))));
                }
            });
        }
        return new Engagement(channels);
    }

    private static Map<Integer, Long> hours(Object told) {
        Map<Integer, Long> hours = new TreeMap<>();
        if (told instanceof Map<?, ?> map) {
            map.forEach((hour, n) -> hours.put(Integer.valueOf(String.valueOf(hour)), whole(n)));
        }
        return hours;
    }

    private static long whole(Object value) {
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }
}
