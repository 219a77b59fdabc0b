package io.itinera.local.stack;

import io.itinera.local.token.TokenSigner;
import java.util.Map;
import java.util.TreeMap;

/** The environment variables that a service of a local stack is started with: its whole configuration. */
final class ServiceEnvironment {

    private final StackSettings settings;
    private final StackSecrets secrets;
    private final BackEndAddresses addresses;

    ServiceEnvironment(StackSettings settings, StackSecrets secrets, BackEndAddresses addresses) {
        this.settings = settings;
        this.secrets = secrets;
        this.addresses = addresses;
    }

    /** The variables of one service. */
    Map<String, String> of(StackService service) {
        Map<String, String> all = new TreeMap<>();
        all.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        all.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(service.port())));
        all.put("KAFKA_BOOTSTRAP_SERVERS", addresses.kafka());
        all.put("QUARKUS_DATASOURCE_JDBC_URL", addresses.jdbcUrl());
        all.put("QUARKUS_DATASOURCE_USERNAME", service.schema().sqlName());
        all.put("QUARKUS_DATASOURCE_PASSWORD", addresses.passwords().get(service.schema()));
        all.put("QUARKUS_REDIS_HOSTS", addresses.redis());
        all.put("QUARKUS_OIDC_PUBLIC_KEY", secrets.publicKey());
        all.put("QUARKUS_OIDC_TOKEN_ISSUER", TokenSigner.ISSUER);
        all.put("QUARKUS_OIDC_TOKEN_AUDIENCE", TokenSigner.AUDIENCE);
        all.put(
                service.variablePrefix() + "SERVICE_TOKEN_FILE",
                secrets.serviceTokenFile().toString());
        all.putAll(own(service));
        all.putAll(settings.environment().getOrDefault(service, Map.of()));
        all.remove(StackSettings.JVM_OPTIONS);
        return all;
    }

    private Map<String, String> own(StackService service) {
        return switch (service) {
            case INGEST -> Map.of();
            case PROFILE -> Map.of("KAFKA_STREAMS_STATE_DIR", streams(service));
            case JOURNEY ->
                Map.of(
                        "KAFKA_STREAMS_STATE_DIR", streams(service),
                        "QUARKUS_REST_CLIENT_CHANNEL_URL", settings.url(StackPort.CHANNELS),
                        "QUARKUS_REST_CLIENT_CONSENT_URL", settings.url(StackPort.CONSENT),
                        "QUARKUS_REST_CLIENT_PROFILE_URL", settings.url(StackPort.PROFILES));
            case CONSENT ->
                Map.of(
                        "ITINERA_CONSENT_PUBLIC_URL", settings.url(StackPort.CONSENT),
                        "ITINERA_CONSENT_LINK_SECRET", secrets.linkSecret(service));
            case CHANNEL ->
                Map.of(
                        "ITINERA_CHANNEL_PUBLIC_URL", settings.url(StackPort.CHANNELS),
                        "ITINERA_CHANNEL_LINK_SECRET", secrets.linkSecret(service),
                        "QUARKUS_REST_CLIENT_CONSENT_URL", settings.url(StackPort.CONSENT),
                        "QUARKUS_REST_CLIENT_PROFILE_URL", settings.url(StackPort.PROFILES),
                        "QUARKUS_MAILER_HOST", "127.0.0.1",
                        "QUARKUS_MAILER_PORT", Integer.toString(settings.port(StackPort.SMTP)));
        };
    }

    private String streams(StackService service) {
        return settings.state().resolve("data/streams/" + service.module()).toString();
    }
}
