package io.itinera.journey.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Drafts as files: whoever brings one in has the last word. */
@ApplicationScoped
public class Drafts {

    private static final int BATCH = 200;

    private final JourneyStore store;
    private final Journeys journeys;

    Drafts(JourneyStore store, Journeys journeys) {
        this.store = store;
        this.journeys = journeys;
    }

    /** The journey of a key. */
    @Transactional
    public Optional<Journey> find(String key) {
        return store.findByIdOptional(key).map(Journey::of);
    }

    /**
     * Lets nobody else change a journey before the transaction ends.
     *
     * @throws io.itinera.problems.ProblemException 404 when there is none, 412 when it is not the one that the caller saw
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void hold(String key, Match match) {
        store.matching(key, match);
    }

    /** Creates the journey, or replaces its draft. */
    @Transactional
    public Journey put(JsonNode definition, Remark remark, String actor) {
        String key = definition.path("key").asText();
        return store.findByIdOptional(key).isEmpty()
                ? journeys.create(definition, new Trail.Deed("imported", remark), actor)
                : journeys.edit(store.matching(key, Match.ANY), definition, new Trail.Deed("imported", remark), actor);
    }

    /**
     * A new journey whose first draft comes out of a template.
     *
     * @param template key of that, for the audit trail
     * @throws io.itinera.problems.ProblemException when the key is taken
     */
    @Transactional
    public Journey adopt(JsonNode definition, String template, Remark remark, String actor) {
        return journeys.create(definition, new Trail.Deed("created", null, "template " + template, remark), actor);
    }

    /** All drafts whose journey is not archived, in the order of keys. */
    @Transactional
    public List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        List<JourneyRow> batch;
        do {
            batch = store.after(after, Optional.empty(), BATCH);
            for (JourneyRow row : batch) {
                after = row.key;
                if (row.state() != JourneyState.ARCHIVED) {
                    all.add(DefinitionText.read(row.draft));
                }
            }
        } while (batch.size() == BATCH);
        return all;
    }
}
