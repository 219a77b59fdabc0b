package io.itinera.channel.stage;

import io.itinera.local.testing.BackEnds;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything around the service under test: the real back ends, a strict consent-service, a strict receiver of webhooks, a
 * profile-service with one profile, and a wire to the SMTP inbox that can be cut.
 */
public final class Stage implements QuarkusTestResourceLifecycleManager {

    /** The bearer token that the service sends to other services. */
    static final String TOKEN = "token-from-a-file";

    /** The secret of the configured endpoints. */
    static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private final BackEnds backEnds = new BackEnds();

    @Override
    public void init(Map<String, String> arguments) {
        backEnds.init(Map.of("schema", "channel"));
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> settings = new HashMap<>(backEnds.start());
        int consent = ConsentServer.start();
        int sink = WebhookSink.start();
        int smtp = SmtpWire.start(Integer.parseInt(settings.get("quarkus.mailer.port")));
        settings.put("quarkus.mailer.port", Integer.toString(smtp));
        settings.put("quarkus.rest-client.consent.url", "http://127.0.0.1:" + consent);
        settings.put("quarkus.rest-client.profile.url", "http://127.0.0.1:" + consent);
        settings.put("itinera.channel.service-token-file", tokenFile().toString());
        settings.put("itinera.channel.link-secret", "a-secret-for-links-that-is-long-enough");
        settings.put("itinera.channel.public-url", "https://t.shop.example");
        settings.put("itinera.channel.webhook.allow-loopback", "true");
        settings.put("itinera.channel.webhook.timeout", "PT1S");
        settings.put("itinera.channel.email.timeout", "PT2S");
        settings.put("quarkus.mailer.dkim.enabled", "true");
        settings.put("quarkus.mailer.dkim.private-key", privateKey());
        settings.put("quarkus.mailer.dkim.sdid", "shop.example");
        settings.put("quarkus.mailer.dkim.selector", "itinera");
        settings.put("itinera.channel.email.from", "Shop <hello@shop.example>");
        settings.put("itinera.channel.dispatch.sending-lease", "PT3S");
        settings.put("itinera.channel.dispatch.backoff", "PT0.2S");
        settings.put("itinera.channel.dispatch.consent-backoff-max", "PT0.5S");
        settings.put("itinera.channel.dispatch.max-attempts", "6");
        settings.put("itinera.channel.templates.refresh", "PT0.1S");
        settings.put("itinera.channel.tests.recipients", "qa.example");
        for (String name : List.of("hook", "flaky", "gone", "slow")) {
            settings.put("itinera.channel.endpoints." + name + ".url", "http://127.0.0.1:" + sink + "/" + name);
            settings.put("itinera.channel.endpoints." + name + ".secret", SECRET);
        }
        Shared.switches().put("sink.port", Integer.toString(sink));
        return settings;
    }

    @Override
    public void stop() {
        backEnds.stop();
    }

    /** Signs the mails of this run. */
    private static String privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path tokenFile() {
        try {
            Path file = Files.createTempFile("service", ".token");
            Files.writeString(file, TOKEN + "\n");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
