package io.itinera.channel.tracking;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The links of a text part. There is no mark-up that tells what the author wrote from what a customer's name brought along, so a
 * link is the author's when its scheme and host stand in the template: otherwise anybody could have us sign a way to anywhere.
 */
final class TextLinks {

    private static final Pattern LINK = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"\\p{Cntrl}]+");
    private static final Pattern ORIGIN = Pattern.compile("(?i)\\bhttps?://[^\\s<>\"'/?#{}()\\[\\]\\\\]+");
    private static final String CLOSING = ".,;:!?'*_)]}\u00bb\u201d";

    private TextLinks() {}

    /** Schemes and hosts that a template's source writes out, in lower case. */
    static Set<String> origins(String source) {
        Set<String> origins = new HashSet<>();
        Matcher matcher = ORIGIN.matcher(source);
        while (matcher.find()) {
            boolean goesOn = source.startsWith("{", matcher.end());
            if (!goesOn) {
                origins.add(bare(matcher.group()).toLowerCase(Locale.ROOT));
            }
        }
        return origins;
    }

    /** The scheme and host of a link as it stands, a user name and a port included, in lower case. */
    static String origin(String link) {
        Matcher matcher = ORIGIN.matcher(link);
        return matcher.lookingAt() ? matcher.group().toLowerCase(Locale.ROOT) : "";
    }

    /** The text with each link that is to be led elsewhere led there. */
    static String replace(String text, Predicate<String> which, UnaryOperator<String> to) {
        return LINK.matcher(text).replaceAll((MatchResult found) -> {
            String link = bare(found.group());
            String rest = found.group().substring(link.length());
            return Matcher.quoteReplacement((which.test(link) ? to.apply(link) : link) + rest);
        });
    }

    /** Without the punctuation that follows a link in a sentence; a bracket that the link itself opens belongs to it. */
    private static String bare(String link) {
        int end = link.length();
        while (end > 0 && CLOSING.indexOf(link.charAt(end - 1)) >= 0 && !closesOwn(link, end)) {
            end--;
        }
        return link.substring(0, end);
    }

    private static boolean closesOwn(String link, int end) {
        String upTo = link.substring(0, end);
        return upTo.endsWith(")") && count(upTo, '(') >= count(upTo, ')');
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }
}
