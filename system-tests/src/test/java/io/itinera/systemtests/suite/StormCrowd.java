package io.itinera.systemtests.suite;

import io.itinera.contracts.Identifier;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Customers who all wait for the same moment, and others who do not. */
final class StormCrowd {

    private static final int TOGETHER = 1000;

    private final RunningSuite suite;
    private final String name;
    private final int size;
    private final Set<String> profiles = new HashSet<>();

    StormCrowd(RunningSuite suite, String name, int size) {
        this.suite = suite;
        this.name = name;
        this.size = size;
        for (int i = 0; i < size; i++) {
            profiles.add(new Identifier(Identifier.Kind.USER, user(i)).derivedProfileId());
        }
    }

    /** Makes the journeys live: that of the storm, that of those who come before it, and that of the others. */
    void publishJourneys() {
        publish(name, "{\"type\":\"wait\",\"until\":{\"date\":{\"property\":\"due\"}},\"next\":\"end\"}");
        publish(name + "-before", "{\"type\":\"wait\",\"for\":\"PT1S\",\"next\":\"end\"}");
        publish(name + "-other", "{\"type\":\"wait\",\"for\":\"PT2S\",\"next\":\"end\"}");
    }

    private void publish(String key, String wait) {
        suite.client().publish("""
                {"key":"%1$s","name":"%1$s","entry":{"on":{"event":"%1$s"},"reentry":{"mode":"every-time","key":"n"}},
                 "start":"stay","steps":{"stay":%2$s,"end":{"type":"exit"}}}""".formatted(key, wait));
    }

    /** All of them come in, to wait until {@code due}. */
    void comeIn(Instant due) {
        for (int from = 0; from < size; from += TOGETHER) {
            suite.sender()
                    .together(IntStream.range(from, Math.min(size, from + TOGETHER))
                            .mapToObj(i -> """
                            {"type":"track","userId":"%s","event":"%s","messageId":"m-%s-%d","properties":{"n":"%d","due":"%s"}}""".formatted(user(i), name, name, i, i, due))
                            .toList());
        }
    }

    /** Others come in quickly, before the storm: those with these numbers. */
    void someComeInBefore(int first, int end) {
        String before = name + "-before";
        for (int from = first; from < end; from += TOGETHER) {
            suite.sender()
                    .together(IntStream.range(from, Math.min(end, from + TOGETHER))
                            .mapToObj(i -> EventSender.event(before + "-user-" + i, before, before + "-" + i))
                            .toList());
        }
    }

    /** Others come in one after the other, as long as {@code further} says. */
    void othersComeIn(Duration every, BooleanSupplier further) {
        String other = name + "-other";
        long start = System.nanoTime();
        for (int i = 0; further.getAsBoolean(); i++) {
            suite.sender().together(List.of(EventSender.event(other + "-user-" + i, other, other + "-" + i)));
            LockSupport.parkNanos(Math.max(0, start + (i + 1) * every.toNanos() - System.nanoTime()));
        }
    }

    /** Whether a profile is one of those who wait for the moment. */
    boolean isOneOfThem(String profile) {
        return profiles.contains(profile);
    }

    private String user(int i) {
        return name + "-user-" + i;
    }
}
