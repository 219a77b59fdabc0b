package io.itinera.journey.topology;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.HexFormat;
import java.util.TreeSet;

/**
 * The rules of time zones that this pod computes by, as a fingerprint. It goes by what is said of all zones from 2020 on (changes on a
 * day, and the rule by which a zone changes every year), and by which zones there are: a release of time zone data that changes neither,
 * or only what was before, has the same one.
 */
@Singleton
public class ZoneRulesInForce {

    /** No wait began before. */
    private static final Instant FROM = Instant.parse("2020-01-01T00:00:00Z");

    private final String fingerprint;

    /** The rules of this process: they stay while it runs. */
    ZoneRulesInForce() {
        this(found());
    }

    /** Rules of which only the fingerprint is known. */
    ZoneRulesInForce(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    String fingerprint() {
        return fingerprint;
    }

    /** The fingerprint of the rules that zones have now. */
    static String found() {
        MessageDigest digest = sha256();
        for (String id : new TreeSet<>(ZoneRulesProvider.getAvailableZoneIds())) {
            digest.update(id.getBytes(StandardCharsets.UTF_8));
            add(ZoneRulesProvider.getRules(id, false), digest);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static void add(ZoneRules rules, MessageDigest digest) {
        ByteBuffer change = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
        change.putLong(0).putInt(rules.getOffset(FROM).getTotalSeconds());
        digest.update(change.flip());
        for (ZoneOffsetTransition transition : rules.getTransitions()) {
            if (!transition.getInstant().isBefore(FROM)) {
                change.clear();
                change.putLong(transition.toEpochSecond())
                        .putInt(transition.getOffsetAfter().getTotalSeconds());
                digest.update(change.flip());
            }
        }
        for (ZoneOffsetTransitionRule yearly : rules.getTransitionRules()) {
            digest.update(yearly.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every platform has SHA-256", e);
        }
    }
}
