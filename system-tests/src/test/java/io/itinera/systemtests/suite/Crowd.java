package io.itinera.systemtests.suite;

import io.itinera.contracts.Identifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Customers who come in one after the other. Half of them pay at once. The others do not and are reminded, by a webhook or by mail, as
 * a split decides; of those, half pay when they have been reminded, and half never do: they are still waiting when all is over.
 */
final class Crowd {

    private static final int PER_SECOND = 40;
    private static final int PER_SECOND_LATER = 10;

    private final RunningSuite suite;
    private final String name;
    private final Set<String> profiles = ConcurrentHashMap.newKeySet();
    private final List<String> sent = new ArrayList<>();
    private volatile int size;

    /** A crowd of customers whose names, and whose journey's key, begin with {@code name}. */
    Crowd(RunningSuite suite, String name) {
        this.suite = suite;
        this.name = name;
    }

    /** Makes their journey live. */
    void publishJourney() {
        suite.client().publish("""
                {"key":"%1$s","name":"%1$s",
                 "entry":{"on":{"event":"%1$s begun"},"reentry":{"mode":"every-time","key":"n"}},
                 "goals":[{"key":"paid","on":{"event":"%1$s paid"},"within":"PT1H"}],
                 "start":"pay","steps":{
                   "pay":{"type":"wait","until":{"event":"%1$s paid"},"atMost":"PT6S","then":"paid","onTimeout":"how"},
                   "how":{"type":"split","arms":[{"key":"hook","weight":50,"next":"hook"},{"key":"mail","weight":50,"next":"mail"}]},
                   "hook":{"type":"send","channel":"webhook","template":"hook","purpose":"transactional","next":"again"},
                   "mail":{"type":"send","channel":"email","template":"letter","purpose":"transactional","next":"again"},
                   "again":{"type":"wait","until":{"event":"%1$s paid"},"atMost":"PT1H","then":"late","onTimeout":"never"},
                   "paid":{"type":"exit","reason":"paid"},
                   "late":{"type":"exit","reason":"late"},
                   "never":{"type":"exit","reason":"never"}}}""".formatted(name));
    }

    /** Lets so many of them come in, and then more, with less of a hurry, as long as {@code further} is not over. */
    void comeIn(int atLeast, BooleanSupplier further) {
        long start = System.nanoTime();
        for (int i = 0; i < atLeast || further.getAsBoolean(); i++) {
            come(i);
            long due = start + i * 1_000_000_000L / PER_SECOND;
            long soon = 1_000_000_000L / PER_SECOND_LATER;
            LockSupport.parkNanos(i < atLeast ? Math.max(0, due - System.nanoTime()) : soon);
        }
    }

    private void come(int i) {
        profiles.add(new Identifier(Identifier.Kind.USER, user(i)).derivedProfileId());
        List<String> together = new ArrayList<>(List.of(
                EventSender.identity(user(i), "{\"email\":\"%s\"}".formatted(address(i))),
                EventSender.event(user(i), name + " begun", name + "-" + i)));
        sent.addAll(List.of("identify null null", "track %s begun %s-%d".formatted(name, name, i)));
        if (i % 2 == 0) {
            together.add(EventSender.event(user(i), name + " paid", name + "-" + i + "-paid"));
            sent.add("track %s paid %s-%d-paid".formatted(name, name, i));
        }
        suite.sender().together(together);
        size = i + 1;
    }

    /** Lets those pay who pay when they have been reminded. */
    void payLate() {
        for (int i = 1; i < size; i += 4) {
            suite.sender().track(user(i), name + " paid", name + "-" + i + "-paid");
            sent.add("track %s paid %s-%d-paid".formatted(name, name, i));
        }
    }

    /** Whether a profile is one of theirs. */
    boolean isOneOfThem(String profile) {
        return profiles.contains(profile);
    }

    /** How many have come in. */
    int size() {
        return size;
    }

    /** What intake has said that it has, as {@link Observed#happened} says it. */
    List<String> sent() {
        return sent;
    }

    /** Numbers of the customers who are reminded. */
    Stream<Integer> reminded() {
        return IntStream.range(0, size).filter(i -> i % 2 == 1).boxed();
    }

    /** A customer's mail address. */
    String address(int i) {
        return user(i) + "@customers.example";
    }

    private String user(int i) {
        return name + "-user-" + i;
    }
}
