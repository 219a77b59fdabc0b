package io.itinera.consent.link;

import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** Turns a page into an answer with headers that let it do nothing but be read and posted: no script, no frame, no trace. */
@ApplicationScoped
class Html {

    private final String css;
    private final String policy;

    Html() {
        try (InputStream in = Html.class.getResourceAsStream("/pages/page.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8)));
            policy = "default-src 'none'; style-src 'sha256-" + hash
                    + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        } catch (IOException e) {
            throw new UncheckedIOException("page.css is in the jar", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The style sheet that pages carry inline. */
    String css() {
        return css;
    }

    /** The answer. */
    Response answer(int status, TemplateInstance page) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .language(Locale.ENGLISH)
                .header("Content-Security-Policy", policy)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("X-Robots-Tag", "noindex, nofollow")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(page.render())
                .build();
    }

    /** A channel's name for customers. */
    static String channel(String channel) {
        return switch (channel) {
            case "email" -> "E-mail";
            case "sms" -> "Text message";
            case "push" -> "Push notification";
            case "whatsapp" -> "WhatsApp";
            default -> channel.substring(0, 1).toUpperCase(Locale.ROOT) + channel.substring(1);
        };
    }
}
