package io.itinera.profile.life;

import io.itinera.contracts.EventType;
import io.itinera.contracts.Identifier;
import io.itinera.contracts.SourceEvent;
import io.itinera.profile.identity.Stamp;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What profiles a log must give, computed from the whole log at once by code that shares nothing with the service. */
final class PlainAnswer {

    private final List<SourceEvent> log;
    private final Map<String, Set<String>> united = new HashMap<>();
    private final Set<String> replaced;

    PlainAnswer(List<SourceEvent> log) {
        this.log = log.stream().sorted(Comparator.comparing(PlainAnswer::stamp)).toList();
        List<SourceEvent> aliases = log.stream()
                .filter(e -> e.type() == EventType.ALIAS && !e.previousId().equals(e.userId()))
                .toList();
        this.replaced = aliases.stream().map(SourceEvent::previousId).collect(Collectors.toSet());
        for (SourceEvent alias : aliases) {
            Set<String> all = new TreeSet<>(unitedWith(alias.previousId()));
            all.addAll(unitedWith(alias.userId()));
            all.forEach(user -> united.put(user, all));
        }
    }

    /** Traits by profile id. */
    Map<String, Map<String, Object>> traits() {
        Map<String, Map<String, Object>> traits = new TreeMap<>();
        for (SourceEvent event : log) {
            Map<String, Object> profile = traits.computeIfAbsent(profileOf(event), id -> new LinkedHashMap<>());
            if (event.type() == EventType.IDENTIFY) {
                write(profile, event.traits());
            }
        }
        traits.values().forEach(PlainAnswer::dropEmpty);
        return traits;
    }

    /** Events by profile id and name. */
    Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (SourceEvent event : log) {
            Map<String, Long> profile = counts.computeIfAbsent(profileOf(event), id -> new TreeMap<>());
            if (event.type() == EventType.TRACK) {
                profile.merge(event.name(), 1L, Long::sum);
            }
        }
        return counts;
    }

    /** Events by profile id, in the order of their time. */
    Map<String, List<SourceEvent>> events() {
        return log.stream().collect(Collectors.groupingBy(this::profileOf, TreeMap::new, Collectors.toList()));
    }

    private String profileOf(SourceEvent event) {
        String user = event.userId() != null ? event.userId() : owner(event.anonymousId());
        return user == null
                ? new Identifier(Identifier.Kind.ANONYMOUS, event.anonymousId()).derivedProfileId()
                : new Identifier(Identifier.Kind.USER, root(user)).derivedProfileId();
    }

    private String owner(String device) {
        return log.stream()
                .filter(e -> e.userId() != null)
                .filter(e -> device.equals(e.type() == EventType.ALIAS ? e.previousId() : e.anonymousId()))
                .map(SourceEvent::userId)
                .findFirst()
                .orElse(null);
    }

    private String root(String user) {
        return unitedWith(user).stream()
                .min(Comparator.<String, Boolean>comparing(replaced::contains).thenComparing(id -> id))
                .orElseThrow();
    }

    private Set<String> unitedWith(String user) {
        return united.getOrDefault(user, Set.of(user));
    }

    private static Stamp stamp(SourceEvent event) {
        return new Stamp(event.timestamp(), event.messageId());
    }

    private static void write(Map<String, Object> target, Map<?, ?> said) {
        said.forEach((key, value) -> {
            String name = (String) key;
            if (value instanceof Map<?, ?> object) {
                Map<String, Object> inner = new LinkedHashMap<>();
                if (target.get(name) instanceof Map<?, ?> there) {
                    there.forEach((member, v) -> inner.put((String) member, v));
                }
                write(inner, object);
                target.put(name, inner);
            } else if (value == null) {
                target.remove(name);
            } else {
                target.put(name, value);
            }
        });
    }

    private static void dropEmpty(Map<String, Object> traits) {
        traits.values().removeIf(value -> value instanceof Map<?, ?> object && object.isEmpty());
    }
}
