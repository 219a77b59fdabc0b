package io.itinera.channel;

import io.smallrye.config.SmallRyeConfigBuilder;

/** The configuration without a running service. */
public final class Settings {

    private Settings() {}

    /** Defaults, a link secret, and what the test sets: keys without the prefix, then values. */
    public static ChannelConfig of(String... keysAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withMapping(ChannelConfig.class)
                .withDefaultValue("itinera.channel.link-secret", "a-secret-for-links-that-is-long-enough")
                .withDefaultValue("itinera.channel.public-url", "https://t.shop.example");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.withDefaultValue("itinera.channel." + keysAndValues[i], keysAndValues[i + 1]);
        }
        return builder.build().getConfigMapping(ChannelConfig.class);
    }
}
