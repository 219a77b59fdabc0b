package io.itinera.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.StackPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for the shoppers at their mail programs: opens and clicks a share of the mails that this run sends, by hash of the
 * recipient, and unsubscribes one.
 */
final class MailReader {

    private static final Pattern PIXEL = Pattern.compile("https?://[^\"'\\s<>]+/o/[^\"'\\s<>]+");
    private static final Pattern LINK = Pattern.compile("https?://[^\"'\\s<>]+/c/[^\"'\\s<>]+");
    private static final Pattern ANGLE = Pattern.compile("<(https?://[^>]+)>");

    private final SuiteClient suite;
    private final List<Unsubscribe> marketing = new ArrayList<>();
    private int seen;
    private int read;
    private int opened;
    private int clicked;

    /** A reader of the mails that come in from now on. */
    MailReader(SuiteClient suite) {
        this.suite = suite;
        this.seen = suite.get(StackPort.INBOX, "/api/messages?after=999999999")
                .path("total")
                .asInt();
    }

    /** Who can unsubscribe, and where. */
    private record Unsubscribe(String recipient, String url) {}

    /** Reads what has come in since the last look. */
    synchronized void look() {
        for (JsonNode mail :
                suite.get(StackPort.INBOX, "/api/messages?after=" + seen).path("messages")) {
            seen = mail.path("number").asInt();
            String recipient = mail.path("to").path(0).asText();
            if (recipient.endsWith("@demo.example")) {
                read++;
                read(recipient, mail);
            }
        }
    }

    /** Unsubscribes the recipient who comes first by name; returns whether it worked. */
    synchronized boolean unsubscribeOne() {
        Optional<Unsubscribe> first = marketing.stream().min(Comparator.comparing(Unsubscribe::recipient));
        return first.isPresent() && suite.unsubscribe(first.get().url()) / 100 == 2;
    }

    /** How many mails of this run came in. */
    synchronized int read() {
        return read;
    }

    /** How many were opened. */
    synchronized int opened() {
        return opened;
    }

    /** In how many a link was clicked. */
    synchronized int clicked() {
        return clicked;
    }

    private void read(String recipient, JsonNode mail) {
        String html = mail.path("html").asText().replace("&amp;", "&");
        if (Shopper.opens(recipient)
                && find(PIXEL, html).map(suite::visit).filter(s -> s == 200).isPresent()) {
            opened++;
        }
        if (Shopper.clicks(recipient)
                && find(LINK, html).map(suite::visit).filter(s -> s / 100 == 3).isPresent()) {
            clicked++;
        }
        Matcher unsubscribe = ANGLE.matcher(
                mail.path("headers").path("List-Unsubscribe").path(0).asText());
        if (unsubscribe.find()) {
            marketing.add(new Unsubscribe(recipient, unsubscribe.group(1)));
        }
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }
}
