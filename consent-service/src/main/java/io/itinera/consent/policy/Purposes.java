package io.itinera.consent.policy;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The purposes that are configured. */
@ApplicationScoped
public class Purposes {

    private final TreeMap<String, Purpose> byName = new TreeMap<>();

    Purposes(ConsentConfig config) {
        config.purposes()
                .forEach((name, purpose) -> byName.put(
                        name,
                        new Purpose(
                                name,
                                purpose.optIn(),
                                purpose.title().orElse(name),
                                purpose.description().orElse(""))));
    }

    /**
     * One purpose.
     *
     * @param name its key
     * @param optIn true when it needs the customer's yes
     * @param title its name for customers
     * @param description one sentence for customers, may be empty
     */
    public record Purpose(String name, boolean optIn, String title, String description) {}

    /** The purpose of that name; empty when nobody configured it. */
    public Optional<Purpose> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Those that need a yes, by name: what a customer can choose. */
    public List<Purpose> optional() {
        return byName.values().stream().filter(Purpose::optIn).toList();
    }

    /** All of them, by name. */
    List<Purpose> all() {
        return List.copyOf(byName.values());
    }

    /** All names, for messages. */
    public String names() {
        return String.join(", ", byName.keySet());
    }
}
