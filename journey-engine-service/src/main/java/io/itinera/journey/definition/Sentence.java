package io.itinera.journey.definition;

import io.itinera.conditions.Explanation;
import io.itinera.conditions.Span;
import io.itinera.conditions.Words;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A sentence with places for values. {@code {name}} is the value as it is, {@code {name|as}} the value in one of the forms of
 * {@link As}; what stands in brackets is left out where one of its values is missing.
 */
public final class Sentence {

    /** What stands for a value that must be there and is not. */
    static final String MISSING = "an unknown value";

    private static final Pattern PIECE = Pattern.compile("\\[([^\\[\\]]*)]|([^\\[\\]]+)");
    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)(?:\\|([a-z]+))?}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm:ss", Locale.ENGLISH);

    /** Ways to write a value. */
    enum As {
        /** As it is. */
        TEXT,
        /** A text in quotation marks. */
        QUOTED,
        /** Texts one after the other. */
        LIST,
        /** A time, in the zone that is told with it. */
        TIME,
        /** A duration. */
        SPAN,
        /** An explanation of a condition. */
        WHY,
        /** Several explanations. */
        WHYS,
        /** What arms drew, and what is known of them. */
        ODDS,
        /** A number from 0 to 1 in percent. */
        SHARE,
        /** A number with one decimal. */
        ROUNDED,
        /** Nothing, where the value is true; missing where it is not. */
        FLAG
    }

    private record Piece(String text, boolean optional) {}

    private final List<Piece> pieces = new ArrayList<>();

    private Sentence() {}

    /**
     * Reads a sentence.
     *
     * @throws IllegalArgumentException when a form is not known or a bracket is left open
     */
    public static Sentence of(String template) {
        Sentence sentence = new Sentence();
        Matcher piece = PIECE.matcher(template);
        int end = 0;
        while (piece.find() && piece.start() == end) {
            end = piece.end();
            boolean optional = piece.group(1) != null;
            String text = optional ? piece.group(1) : piece.group(2);
            PLACE.matcher(text).results().forEach(place -> as(place.group(2)));
            if (PLACE.matcher(text).replaceAll("").matches(".*[{}].*")) {
                throw new IllegalArgumentException("has a place that cannot be read: " + text);
            }
            sentence.pieces.add(new Piece(text, optional));
        }
        if (end < template.length()) {
            throw new IllegalArgumentException("has a bracket too many or too few: " + template);
        }
        return sentence;
    }

    private static As as(String form) {
        return form == null ? As.TEXT : As.valueOf(form.toUpperCase(Locale.ROOT));
    }

    /** The sentence with these values; times are told in {@code zone}. */
    public String say(Map<String, ?> values, ZoneId zone) {
        StringBuilder said = new StringBuilder();
        for (Piece piece : pieces) {
            List<String> missing = new ArrayList<>();
            String text = PLACE.matcher(piece.text()).replaceAll(place -> {
                String value = say(as(place.group(2)), values.get(place.group(1)), zone);
                if (value == null) {
                    missing.add(place.group(1));
                }
                return Matcher.quoteReplacement(Objects.requireNonNullElse(value, MISSING));
            });
            if (!piece.optional() || missing.isEmpty()) {
                said.append(text);
            }
        }
        return said.toString();
    }

    /** The value in that form, or null where it is missing or of another kind. */
    private static String say(As as, Object value, ZoneId zone) {
        return switch (as) {
            case TEXT -> value == null || "".equals(value) ? null : plain(value);
            case QUOTED -> value == null ? null : Words.quoted(String.valueOf(value));
            case LIST ->
                value instanceof List<?> list
                        ? Words.list(list.stream().map(String::valueOf).toList(), "and")
                        : null;
            case TIME -> value instanceof String text ? time(text, zone) : null;
            case SPAN -> value instanceof String text ? span(text) : null;
            case WHY -> value instanceof Map<?, ?> map ? why(map) : null;
            case WHYS -> value instanceof List<?> list ? whys(list) : null;
            case ODDS -> value instanceof List<?> list ? odds(list) : null;
            case SHARE -> value instanceof Number n ? "%.1f %%".formatted(n.doubleValue() * 100) : null;
            case ROUNDED -> value instanceof Number n ? "%.1f".formatted(n.doubleValue()) : null;
            case FLAG -> Boolean.TRUE.equals(value) ? "" : null;
        };
    }

    private static String plain(Object value) {
        return value instanceof String text ? text : Words.value(value);
    }

    /** A time in words, with its zone. */
    public static String time(Instant time, ZoneId zone) {
        return TIME.format(time.atZone(zone)) + " (" + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId()) + ")";
    }

    private static String time(String text, ZoneId zone) {
        try {
            return time(Instant.parse(text), zone);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String span(String text) {
        try {
            return Words.span(Span.parse(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String why(Map<?, ?> map) {
        try {
            return Explanation.parse(map).describe();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String odds(List<?> list) {
        return list.stream()
                .map(element -> element instanceof Map<?, ?> drawn && drawn.get("chance") instanceof Number chance
                        ? "%s %.1f %% (%s of %s)"
                                .formatted(
                                        drawn.get("arm"),
                                        chance.doubleValue() * 100,
                                        drawn.get("wins"),
                                        drawn.get("trials"))
                        : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(", "));
    }

    private static String whys(List<?> list) {
        return list.stream()
                .map(element -> element instanceof Map<?, ?> map ? why(map) : null)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("; "));
    }
}
