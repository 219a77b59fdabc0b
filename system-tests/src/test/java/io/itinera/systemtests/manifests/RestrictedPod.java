package io.itinera.systemtests.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules of the pod security standard "restricted", and ours on top: read-only root, limits, no API token. */
final class RestrictedPod {

    private static final Set<String> VOLUMES =
            Set.of("configMap", "secret", "projected", "emptyDir", "persistentVolumeClaim");

    private final List<String> violations = new ArrayList<>();

    private RestrictedPod() {}

    static List<String> violations(JsonNode pod) {
        RestrictedPod check = new RestrictedPod();
        check.pod(pod);
        return check.violations;
    }

    private void pod(JsonNode pod) {
        require(
                pod.path("automountServiceAccountToken").isBoolean()
                        && !pod.path("automountServiceAccountToken").asBoolean(),
                "automountServiceAccountToken is not false");
        require(pod.at("/securityContext/runAsNonRoot").asBoolean(), "runAsNonRoot is not true");
        require(
                pod.at("/securityContext/seccompProfile/type").asText().equals("RuntimeDefault"),
                "seccompProfile is not RuntimeDefault");
        require(pod.at("/securityContext/runAsUser").asInt(1) != 0, "runs as root");
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            require(!pod.has(host), host + " is set");
        }
        pod.path("volumes")
                .forEach(v -> require(
                        v.propertyStream().allMatch(f -> f.getKey().equals("name") || VOLUMES.contains(f.getKey())),
                        "volume " + v.path("name").asText() + " is of a kind that is not allowed"));
        pod.path("initContainers").forEach(this::container);
        pod.path("containers").forEach(this::container);
    }

    private void container(JsonNode container) {
        JsonNode context = container.path("securityContext");
        require(context.path("readOnlyRootFilesystem").asBoolean(), "the root file system can be written");
        require(
                context.path("allowPrivilegeEscalation").isBoolean()
                        && !context.path("allowPrivilegeEscalation").asBoolean(),
                "privileges can escalate");
        require(
                context.at("/capabilities/drop/0").asText().equals("ALL")
                        && !context.path("capabilities").has("add"),
                "capabilities are kept");
        require(!context.path("privileged").asBoolean(), "privileged");
        for (String resource : List.of("cpu", "memory")) {
            require(container.at("/resources/requests/" + resource).isValueNode(), "no request of " + resource);
            require(container.at("/resources/limits/" + resource).isValueNode(), "no limit of " + resource);
        }
        String image = container.path("image").asText();
        require(image.matches(".+:[^:/]+") && !image.endsWith(":latest"), image + " is not pinned to a tag");
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }
}
