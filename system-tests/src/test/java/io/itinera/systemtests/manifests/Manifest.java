package io.itinera.systemtests.manifests;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One rendered resource.
 *
 * @param yaml the whole document
 */
record Manifest(JsonNode yaml) {

    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()
            .readerFor(JsonNode.class);

    /** The resources of a folder below {@code k8s}. */
    static List<Manifest> of(String folder) {
        return parse(Kustomize.render(folder));
    }

    static List<Manifest> parse(String documents) {
        try (JsonParser parser = YAML.createParser(documents)) {
            List<Manifest> manifests = new ArrayList<>();
            YAML.<JsonNode>readValues(parser).forEachRemaining(node -> manifests.add(new Manifest(node)));
            return manifests;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String type() {
        return yaml.path("apiVersion").asText() + "/" + kind();
    }

    String kind() {
        return yaml.path("kind").asText();
    }

    String name() {
        return yaml.at("/metadata/name").asText();
    }

    JsonNode spec() {
        return yaml.path("spec");
    }

    /** The pod template of a workload. */
    JsonNode pod() {
        return spec().path("template");
    }

    List<JsonNode> containers() {
        List<JsonNode> containers = new ArrayList<>();
        pod().at("/spec/initContainers").forEach(containers::add);
        pod().at("/spec/containers").forEach(containers::add);
        return containers;
    }

    boolean isWorkload() {
        return List.of("Deployment", "StatefulSet", "Job").contains(kind());
    }

    /** True for a workload of one of the suite's services. */
    boolean isService() {
        return isWorkload() && "itinera".equals(labels().get("app.kubernetes.io/part-of")) && !kind().equals("Job");
    }

    Map<String, String> labels() {
        return texts(yaml.at("/metadata/labels"));
    }

    Map<String, String> podLabels() {
        return texts(pod().at("/metadata/labels"));
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
        return texts;
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return array.valueStream();
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }
}
