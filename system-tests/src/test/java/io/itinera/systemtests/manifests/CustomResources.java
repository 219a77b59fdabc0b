package io.itinera.systemtests.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of custom resources that the manifests use, read from the definitions of Strimzi (v1beta2) and KEDA (v1alpha1) by
 * hand. A field that is not listed is refused.
 */
final class CustomResources {

    private static final String METADATA = "metadata.name metadata.namespace metadata.labels.*";
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "kafka.strimzi.io/v1beta2/KafkaTopic",
            words(METADATA + " spec.topicName spec.partitions:int spec.replicas:int spec.config.*"),
            "keda.sh/v1alpha1/ScaledObject",
            words(METADATA + " spec.scaleTargetRef.apiVersion spec.scaleTargetRef.kind spec.scaleTargetRef.name"
                    + " spec.minReplicaCount:int spec.maxReplicaCount:int spec.pollingInterval:int spec.cooldownPeriod:int"
                    + " spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds:int"
                    + " spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[].type"
                    + " spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[].value:int"
                    + " spec.advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.policies[].periodSeconds:int"
                    + " spec.triggers[].type spec.triggers[].metadata.*:text"));

    /** Metadata of KEDA's Kafka scaler; all of them are text. */
    private static final Set<String> KAFKA_TRIGGER = words("bootstrapServers consumerGroup topic lagThreshold"
            + " activationLagThreshold offsetResetPolicy limitToPartitionsWithLag allowIdleConsumers");

    private CustomResources() {}

    /** What is wrong with a custom resource; empty when nothing is. */
    static List<String> errors(Manifest manifest) {
        Set<String> known = FIELDS.get(manifest.type());
        if (known == null) {
            return List.of(manifest + ": the kind " + manifest.type() + " is not in the checked list");
        }
        Stream<String> fields = leaves("", manifest.yaml())
                .filter(leaf -> !Set.of("apiVersion", "kind").contains(leaf.path()))
                .filter(leaf -> known.stream().noneMatch(leaf::matches))
                .map(leaf -> manifest + ": " + leaf.path() + " is not a field of this type");
        Stream<String> triggers = Manifest.stream(manifest.spec().path("triggers"))
                .flatMap(t -> t.path("metadata").propertyStream().map(Map.Entry::getKey))
                .filter(field -> !KAFKA_TRIGGER.contains(field))
                .map(field -> manifest + ": the Kafka trigger has no " + field);
        return Stream.concat(fields, triggers).toList();
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split(" ")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Leaf> leaves(String path, JsonNode node) {
        if (node.isObject()) {
            return node.propertyStream()
                    .flatMap(e -> leaves(path.isEmpty() ? e.getKey() : path + "." + e.getKey(), e.getValue()));
        }
        if (node.isArray()) {
            return node.valueStream().flatMap(e -> leaves(path + "[]", e));
        }
        return Stream.of(new Leaf(path, node));
    }

    private record Leaf(String path, JsonNode value) {
        boolean matches(String field) {
            String[] parts = field.split(":");
            boolean named = parts[0].endsWith(".*")
                    ? path.startsWith(parts[0].substring(0, parts[0].length() - 1))
                    : path.equals(parts[0]);
            String type = parts.length > 1 ? parts[1] : parts[0].equals("spec.config.*") ? "scalar" : "text";
            return named
                    && switch (type) {
                        case "int" -> value.isInt();
                        case "text" -> value.isTextual();
                        default -> value.isValueNode() && !value.isNull();
                    };
        }
    }
}
