package io.itinera.channel.sandbox;

import io.itinera.channel.ChannelConfig;
import io.itinera.channel.channel.Outgoing;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which messages of tests really go out. A test list is made of profiles that often have made-up addresses, or those of real people
 * whose data was copied; so a message of a test stays in the house unless its recipient is named.
 *
 * @param real true when all of them go out
 * @param recipients who gets them all the same, in lower case: mail addresses, domains and names of webhook endpoints
 */
public record TestSends(boolean real, Set<String> recipients) {

    /** As this deployment is set. */
    public static TestSends of(ChannelConfig.Tests config) {
        return new TestSends(
                config.sends() == ChannelConfig.Tests.Sends.REAL,
                config.recipients().orElse(Set.of()).stream()
                        .map(TestSends::plain)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** True when a message is kept in the sandbox and not handed to its provider. */
    public boolean sandboxes(Outgoing message) {
        return message.request().test() && !real && !reaches(message.address());
    }

    private boolean reaches(String address) {
        String plain = plain(address);
        return recipients.contains(plain) || recipients.contains(plain.substring(plain.lastIndexOf('@') + 1));
    }

    /** {@code @example.com} and {@code example.com} are the same domain. */
    private static String plain(String recipient) {
        String text = recipient.strip().toLowerCase(Locale.ROOT);
        return text.startsWith("@") ? text.substring(1) : text;
    }
}
