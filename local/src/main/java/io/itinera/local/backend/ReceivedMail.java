package io.itinera.local.backend;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A mail that came in by SMTP.
 *
 * @param from sender
 * @param to recipients in the To header
 * @param subject subject, empty when absent
 * @param text the text part, empty when absent
 * @param html the HTML part, empty when absent
 * @param headers every header as it came, in order
 * @param raw the mail as it came
 */
public record ReceivedMail(
        String from,
        List<String> to,
        String subject,
        String text,
        String html,
        Map<String, List<String>> headers,
        String raw) {

    /** Reads a mail from its wire form. */
    public static ReceivedMail parse(byte[] raw) {
        try {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            List<String> parts = new ArrayList<>(List.of("", ""));
            collect(message, parts);
            return new ReceivedMail(
                    addresses(message.getFrom()).stream().findFirst().orElse(""),
                    addresses(message.getRecipients(MimeMessage.RecipientType.TO)),
                    message.getSubject() == null ? "" : message.getSubject(),
                    parts.get(0),
                    parts.get(1),
                    headers(message),
                    new String(raw, StandardCharsets.UTF_8));
        } catch (MessagingException | IOException e) {
            throw new BackEndException("a received mail cannot be read", e);
        }
    }

    /** The first value of a header, or null. */
    public String header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .map(entry -> entry.getValue().getFirst())
                .findFirst()
                .orElse(null);
    }

    private static void collect(Part part, List<String> parts) throws MessagingException, IOException {
        Object content = part.getContent();
        if (content instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart inner = multipart.getBodyPart(i);
                collect(inner, parts);
            }
        } else if (part.isMimeType("text/html") && parts.get(1).isEmpty()) {
            parts.set(1, content.toString());
        } else if (part.isMimeType("text/*") && parts.get(0).isEmpty()) {
            parts.set(0, content.toString());
        }
    }

    private static List<String> addresses(jakarta.mail.Address... addresses) {
        List<String> all = new ArrayList<>();
        if (addresses != null) {
            for (jakarta.mail.Address address : addresses) {
                all.add(
                        address instanceof jakarta.mail.internet.InternetAddress internet
                                ? internet.getAddress()
                                : address.toString());
            }
        }
        return all;
    }

    private static Map<String, List<String>> headers(MimeMessage message) throws MessagingException {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (Header header : Collections.list(message.getAllHeaders())) {
            all.computeIfAbsent(header.getName(), _ -> new ArrayList<>()).add(header.getValue());
        }
        return all;
    }
}
