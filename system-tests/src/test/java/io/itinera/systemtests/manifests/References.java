package io.itinera.systemtests.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a pod needs to be there before it can start.
 *
 * @param configMaps names of config maps
 * @param secrets names of secrets
 */
record References(Set<String> configMaps, Set<String> secrets) {

    static References in(JsonNode pod) {
        References found = new References(new TreeSet<>(), new TreeSet<>());
        found.collect(pod);
        return found;
    }

    private void collect(JsonNode node) {
        node.propertyStream().forEach(e -> {
            JsonNode value = e.getValue();
            switch (e.getKey()) {
                case "configMapRef", "configMapKeyRef", "configMap" ->
                    configMaps.add(value.path("name").asText());
                case "secretRef", "secretKeyRef" ->
                    secrets.add(value.path("name").asText());
                case "secret" ->
                    secrets.add(
                            value.path("name").asText(value.path("secretName").asText()));
                default -> {}
            }
        });
        node.forEach(this::collect);
    }
}
