package io.itinera.systemtests.clock;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Moves the wall clock of the JVM that it is an agent of, while the JVM's ticks ({@link System#nanoTime}) go on: as if somebody had
 * set the machine's clock, for one process. Every class that asks for the time asks {@link MovedTime}, those of the JDK as well.
 */
public final class ClockAgent {

    private static final Set<String> LOADED_BEFORE = Set.of(
            "java.time.Clock", "java.time.Clock$SystemClock", "java.time.Clock$SystemInstantSource", "java.util.Date");

    private ClockAgent() {}

    /**
     * Called by the JVM before the program.
     *
     * @param file has the milliseconds by which the clock is moved
     */
    public static void premain(String file, Instrumentation jvm) throws UnmodifiableClassException {
        MovedTime.follow(Path.of(file));
        jvm.addTransformer(new TimeCalls(), true);
        jvm.retransformClasses(Stream.of(jvm.getAllLoadedClasses())
                .filter(loaded -> LOADED_BEFORE.contains(loaded.getName()))
                .toArray(Class<?>[]::new));
    }
}
