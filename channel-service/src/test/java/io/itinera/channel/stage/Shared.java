package io.itinera.channel.stage;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * What the stage's servers and the tests both see, whichever class loader they live in: JDK types, held by the system class
 * loader's copy of this class.
 */
public final class Shared {

    private static final Map<String, Object> ALL = new ConcurrentHashMap<>();

    private Shared() {}

    /** This copy's values; only asked of the system class loader's copy. */
    public static Map<String, Object> values() {
        return ALL;
    }

    @SuppressWarnings("unchecked")
    static <T> T get(String name, Supplier<T> first) {
        Map<String, Object> all = one();
        synchronized (all) {
            Object present = all.get(name);
            if (present == null) {
                present = first.get();
                all.put(name, present);
            }
            return (T) present;
        }
    }

    static Queue<Map<String, String>> log(String name) {
        return get(name, ConcurrentLinkedQueue::new);
    }

    static Map<String, String> switches() {
        return get("switches", ConcurrentHashMap::new);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> one() {
        try {
            Class<?> first = Class.forName(Shared.class.getName(), true, ClassLoader.getSystemClassLoader());
            return (Map<String, Object>) first.getMethod("values").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
