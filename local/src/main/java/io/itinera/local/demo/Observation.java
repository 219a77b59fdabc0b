package io.itinera.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.local.client.SuiteClient;
import io.itinera.local.stack.StackPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads from the APIs what became of a run's events. */
final class Observation {

    private static final String MAIL_DOMAIN = "@demo.example";
    private static final Set<String> FINAL = Set.of("sent", "suppressed", "failed", "bounced");

    private final SuiteClient suite;
    private final List<String> journeys;

    Observation(SuiteClient suite, List<String> journeys) {
        this.suite = suite;
        this.journeys = journeys;
    }

    /**
     * What the profiles' timelines say about messages.
     *
     * @param settled messages whose way to the provider is over
     * @param byStatus messages by status
     * @param suppressed suppressed messages by reason
     */
    record Messages(int settled, Map<String, Long> byStatus, Map<String, Long> suppressed) {

        long count(String status) {
            return byStatus.getOrDefault(status, 0L);
        }
    }

    /** Counts of a journey over all its versions. */
    record Journey(long entered, long live, Map<String, Long> exited, Map<String, Long> arrived) {}

    /** Counts of one journey. */
    Journey journey(String key) {
        long entered = 0;
        long live = 0;
        Map<String, Long> exited = new TreeMap<>();
        Map<String, Long> arrived = new TreeMap<>();
        for (JsonNode version :
                suite.get(StackPort.JOURNEYS, "/v1/journeys/" + key + "/counts").path("versions")) {
            entered += version.path("entered").asLong();
            live += version.path("live").asLong();
            version.path("exited")
                    .properties()
                    .forEach(e -> exited.merge(e.getKey(), e.getValue().asLong(), Long::sum));
            for (JsonNode step : version.path("steps")) {
                arrived.merge(step.path("step").asText(), step.path("in").asLong(), Long::sum);
            }
        }
        return new Journey(entered, live, exited, arrived);
    }

    /** How many profiles of the shop there are. */
    long profiles() {
        long found = 0;
        String cursor = "";
        do {
            JsonNode page = suite.get(StackPort.PROFILES, "/v1/profiles?trait=email&op=exists&limit=200" + cursor);
            for (JsonNode profile : page.path("items")) {
                if (profile.path("traits").path("email").asText().endsWith(MAIL_DOMAIN)) {
                    found++;
                }
            }
            cursor =
                    page.hasNonNull("cursor") ? "&cursor=" + page.path("cursor").asText() : null;
        } while (cursor != null);
        return found;
    }

    /** What became of the messages of this run's journeys, from the timelines of the shoppers whom they concern. */
    Messages messages(Collection<Shopper> shoppers) {
        Map<String, Set<String>> byStatus = new HashMap<>();
        Map<String, Long> suppressed = new TreeMap<>();
        for (Shopper shopper : shoppers) {
            for (JsonNode outcome : outcomes(shopper)) {
                String status = outcome.path("status").asText();
                boolean first = byStatus.computeIfAbsent(status, _ -> new HashSet<>())
                        .add(outcome.path("messageId").asText());
                if (first && status.equals("suppressed")) {
                    suppressed.merge(outcome.path("reason").asText(), 1L, Long::sum);
                }
            }
        }
        Map<String, Long> counts = new TreeMap<>();
        byStatus.forEach((status, ids) -> counts.put(status, (long) ids.size()));
        Set<String> settled = new HashSet<>();
        FINAL.forEach(status -> settled.addAll(byStatus.getOrDefault(status, Set.of())));
        return new Messages(settled.size(), counts, suppressed);
    }

    private List<JsonNode> outcomes(Shopper shopper) {
        List<JsonNode> outcomes = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = suite.get(
                    StackPort.PROFILES,
                    "/v1/profiles/userId:%s/timeline?limit=200%s".formatted(shopper.userId(), cursor));
            for (JsonNode entry : page.path("items")) {
                JsonNode outcome = entry.path("cause").path("outcome");
                if (journeys.contains(outcome.path("journey").path("journey").asText())) {
                    outcomes.add(outcome);
                }
            }
            cursor =
                    page.hasNonNull("cursor") ? "&cursor=" + page.path("cursor").asText() : null;
        } while (cursor != null);
        return outcomes;
    }
}
