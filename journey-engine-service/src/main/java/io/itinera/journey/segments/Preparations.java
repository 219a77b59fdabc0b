package io.itinera.journey.segments;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.journey.definition.JourneyDefinitions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Versions that need segments, from their publication until profile-service keeps them all. */
@ApplicationScoped
public class Preparations {

    private final NeedStore needs;

    Preparations(NeedStore needs) {
        this.needs = needs;
    }

    /**
     * Notes what a version needs, as it is published, or when it turns out to need more than was noted then; part of the caller's
     * transaction.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void begin(String journey, int version, JsonNode definition, Instant at) {
        needs.add(journey, version, JourneyDefinitions.needs(definition, version), at);
    }

    /** From when on a version can be used that was published at some time; empty while one of its segments is not ready. */
    @Transactional
    public Usable of(String journey) {
        Map<Integer, Optional<Instant>> readyAt = new HashMap<>();
        needs.readiness(journey).forEach(r -> readyAt.put(r.version(), Optional.ofNullable(r.readyAt())));
        return (version, published) -> readyAt.getOrDefault(version, Optional.of(published));
    }

    /** Versions on their way, oldest first. */
    @Transactional
    public List<Preparation> under(String journey) {
        Map<Integer, Instant> since = new HashMap<>();
        needs.readiness(journey).forEach(r -> since.put(r.version(), r.since()));
        Map<Integer, List<Preparation.Waiting>> open = new LinkedHashMap<>();
        needs.open(journey).forEach(need -> open.computeIfAbsent(need.version(), _ -> new ArrayList<>())
                .add(new Preparation.Waiting(need.segment(), need.problem())));
        return open.entrySet().stream()
                .map(e -> new Preparation(e.getKey(), since.get(e.getKey()), List.copyOf(e.getValue())))
                .toList();
    }

    /** Those of some journeys that have a version on its way. */
    @Transactional
    public Set<String> underWay(Collection<String> journeys) {
        return journeys.isEmpty() ? Set.of() : Set.copyOf(needs.underWay(journeys));
    }

    /** Tells from when on versions can be used. */
    public interface Usable {
        /** The moment for a version that was published at some time; empty while it is on its way. */
        Optional<Instant> from(int version, Instant published);
    }
}
