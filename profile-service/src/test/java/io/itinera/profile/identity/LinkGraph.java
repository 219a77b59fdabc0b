package io.itinera.profile.identity;

import io.itinera.contracts.Identifier;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rules on a map: what PostgreSQL does, without PostgreSQL. */
public final class LinkGraph implements LinkDecisions {

    private final Map<Identifier, Placement> places = new TreeMap<>();
    private int asked;

    @Override
    public List<Placement> decide(Statement statement, Instant at) {
        asked++;
        statement.identifiers().forEach(id -> places.putIfAbsent(id, Placement.derived(id)));
        Set<Placement> involved = new LinkedHashSet<>();
        for (Identifier named : statement.identifiers()) {
            Placement place = places.get(named);
            involved.add(place);
            if (named.kind() == Identifier.Kind.USER) {
                places.values().stream()
                        .filter(other -> other.home().equals(place.home()))
                        .forEach(involved::add);
            }
        }
        List<Placement> after = LinkRules.decide(statement, involved);
        after.forEach(place -> places.put(place.identifier(), place));
        return after;
    }

    /** Where an identifier belongs. */
    public Placement place(Identifier identifier) {
        return places.getOrDefault(identifier, Placement.derived(identifier));
    }

    /** All that was decided. */
    public Collection<Placement> places() {
        return places.values();
    }

    /** How often somebody asked. */
    public int asked() {
        return asked;
    }
}
