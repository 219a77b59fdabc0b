package io.itinera.journey.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.itinera.contracts.Wire;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Kubernetes API, as far as journeys need it: an informer, get, and two patches.
 *
 * <p>All methods throw {@link KubernetesClientException} where the API server refuses or does not answer.
 */
@ApplicationScoped
class ApiServer {

    private static final ResourceDefinitionContext JOURNEYS = new ResourceDefinitionContext.Builder()
            .withGroup("itinera.io")
            .withVersion("v1alpha1")
            .withKind("Journey")
            .withPlural("journeys")
            .withNamespaced(true)
            .build();

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager("itinera")
            .build();

    private final KubernetesClient client;

    ApiServer(KubernetesClient client) {
        this.client = client;
    }

    /** Knows all journeys of the namespace; whoever listens to it is told of all of them again after each period. */
    SharedIndexInformer<GenericKubernetesResource> informer(Duration resync) {
        return journeys().runnableInformer(resync.toMillis());
    }

    /** A journey as it is now. */
    Optional<JourneyResource> get(String name) {
        return Optional.ofNullable(journeys().withName(name).get()).map(ApiServer::resource);
    }

    /** Patches the status; a resource that is gone needs none. */
    void tell(JourneyResource resource, ObjectNode patch) {
        try {
            named(resource).subresource("status").patch(MERGE, patch.toString());
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Puts the finalizer on a resource. */
    JourneyResource hold(JourneyResource resource) {
        List<String> finalizers = new ArrayList<>(resource.finalizers());
        finalizers.add(JourneyResource.FINALIZER);
        return finalizers(resource, finalizers);
    }

    /** Takes the finalizer off. */
    JourneyResource release(JourneyResource resource) {
        List<String> finalizers = new ArrayList<>(resource.finalizers());
        finalizers.remove(JourneyResource.FINALIZER);
        return finalizers(resource, finalizers);
    }

    /** What the client library has of a journey, in words of ours. */
    static JourneyResource resource(GenericKubernetesResource resource) {
        return JourneyResource.of(Wire.JSON.valueToTree(resource));
    }

    private JourneyResource finalizers(JourneyResource resource, List<String> finalizers) {
        ObjectNode patch = Wire.JSON.createObjectNode();
        // Others have finalizers, too: theirs are written only as long as they are the ones that were read.
        ArrayNode all = patch.putObject("metadata")
                .put("resourceVersion", resource.resourceVersion())
                .putArray("finalizers");
        finalizers.forEach(all::add);
        return resource(named(resource).patch(MERGE, patch.toString()));
    }

    /** With the item at hand the client does not read it again before it patches it. */
    private Resource<GenericKubernetesResource> named(JourneyResource resource) {
        return journeys()
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion(JOURNEYS.getGroup() + "/" + JOURNEYS.getVersion())
                        .withKind(JOURNEYS.getKind())
                        .withNewMetadata()
                        .withName(resource.name())
                        .endMetadata()
                        .build());
    }

    private NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            journeys() {
        return client.genericKubernetesResources(JOURNEYS).inNamespace(client.getNamespace());
    }
}
