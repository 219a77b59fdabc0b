package io.itinera.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps calls from being turned against our own network (server-side request forgery): HTTPS to public addresses, unless
 * the configuration says otherwise. A URL is checked when it is set and before each call; the address is checked after each
 * name look-up by {@link Resolver}, and that very address is called.
 */
public final class AddressGuard {

    private final boolean loopback;
    private final Set<String> allowed;
    private final String loopbackSetting;

    /**
     * @param loopback true where this machine may be called, also without TLS
     * @param allowed hosts (names in lower case, without port) that may be in a private network or without TLS
     * @param loopbackSetting name of the setting behind {@code loopback}, for who reads the objection
     */
    public AddressGuard(boolean loopback, Set<String> allowed, String loopbackSetting) {
        this.loopback = loopback;
        this.allowed = Set.copyOf(allowed);
        this.loopbackSetting = loopbackSetting;
    }

    /** Why a URL is not one that we call; empty when it is. */
    public Optional<String> objection(URI url) {
        String host = url.getHost();
        if (host == null || url.getUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("is an absolute URL without user and fragment");
        }
        if (allowed.contains(host.toLowerCase(Locale.ROOT))) {
            return scheme(url, true);
        }
        boolean here = isLoopbackName(host);
        if (here && !loopback) {
            return Optional.of("is on this machine, which " + loopbackSetting + " does not allow");
        }
        return scheme(url, here);
    }

    /** True when a name may resolve to this address. */
    boolean allows(String host, InetAddress address) {
        if (allowed.contains(host.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (address.isLoopbackAddress()) {
            return loopback && isLoopbackName(host);
        }
        return !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && !isReserved(address.getAddress());
    }

    private static Optional<String> scheme(URI url, boolean plainAllowed) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if ("https".equals(scheme) || plainAllowed && "http".equals(scheme)) {
            return Optional.empty();
        }
        return Optional.of("has the scheme https");
    }

    private static boolean isLoopbackName(String host) {
        return "localhost".equalsIgnoreCase(host)
                || host.startsWith("127.")
                || "[::1]".equals(host)
                || "::1".equals(host);
    }

    /** Shared address space, benchmarks, "this network", reserved; unique local addresses and embedded IPv4 of IPv6. */
    private static boolean isReserved(byte... a) {
        if (a.length == 4) {
            int first = a[0] & 0xff;
            int second = a[1] & 0xff;
            return first == 0
                    || first >= 240
                    || first == 100 && second >= 64 && second < 128
                    || first == 198 && (second == 18 || second == 19)
                    || first == 192 && second == 0 && a[2] == 0;
        }
        boolean embedded = Arrays.equals(a, 0, 10, new byte[10], 0, 10);
        boolean uniqueLocal = (a[0] & 0xfe) == 0xfc;
        boolean translated = a[0] == 0x00 && a[1] == 0x64 && (a[2] & 0xff) == 0xff && (a[3] & 0xff) == 0x9b;
        boolean sixToFour = a[0] == 0x20 && a[1] == 0x02;
        return embedded || uniqueLocal || translated || sixToFour;
    }
}
