package io.itinera.local.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.itinera.local.backend.InboxBackEnd;
import io.itinera.local.backend.Ports;
import io.itinera.local.backend.ReceivedMail;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    @TempDir
    Path dir;

    private final int smtp = Ports.free();
    private final int web = Ports.free();

    @Test
    void showsWhatCameInAndStillHasItAfterARestart() throws Exception {
        InboxArchive archive = InboxArchive.open(dir);
        try (InboxBackEnd inbox = new InboxBackEnd(smtp, archive.mails(), archive::add);
                InboxWeb view = new InboxWeb(inbox, web)) {
            inbox.start();
            view.start();
            send("ada@demo.example", "Hello <Ada>");

            assertThat(get("/")).contains("Inbox (1)", "Hello &lt;Ada&gt;", "ada@demo.example");
            assertThat(get("/messages/1")).contains("sandbox", "List-Unsubscribe: &lt;https://example.com/u/1&gt;");
            assertThat(get("/messages/1/html")).isEqualTo("<p>Hi</p>");
            assertThat(get("/api/messages?after=0")).contains("\"number\":1", "\"total\":1", "\"text\":\"Hi\"");
            assertThat(get("/api/messages?after=1")).contains("\"messages\":[]");
            assertThat(get("/api/messages/1")).contains("Subject: Hello <Ada>");
            assertThat(get("/messages/2")).contains("no such mail");
        }
        assertThat(InboxArchive.open(dir).mails())
                .singleElement()
                .satisfies(raw -> assertThat(ReceivedMail.parse(raw).to()).containsExactly("ada@demo.example"));
    }

    private void send(String to, String subject) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", Integer.toString(smtp));
        MimeMessage mail = new MimeMessage(Session.getInstance(settings));
        mail.setFrom("shop@demo.example");
        mail.setRecipients(Message.RecipientType.TO, to);
        mail.setSubject(subject);
        mail.setHeader("List-Unsubscribe", "<https://example.com/u/1>");
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(part("Hi", "text/plain"));
        both.addBodyPart(part("<p>Hi</p>", "text/html"));
        mail.setContent(both);
        Transport.send(mail);
    }

    private static MimeBodyPart part(String text, String type) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(text, type);
        return part;
    }

    private String get(String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web + path))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
