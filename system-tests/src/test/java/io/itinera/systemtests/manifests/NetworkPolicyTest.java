package io.itinera.systemtests.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.systemtests.Repository.Service;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who may talk to whom: the calls of docs/architecture.md, and no other. */
class NetworkPolicyTest {

    static final List<String> OVERLAYS = Overlays.ALL;

    private static final Set<String> CALLS = Set.of(
            "channel-service -> consent-service",
            "channel-service -> profile-service",
            "journey-engine-service -> channel-service",
            "journey-engine-service -> consent-service",
            "journey-engine-service -> profile-service");
    private static final Set<String> PUBLIC = Set.of("event-ingest-service", "consent-service", "channel-service");

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void everythingIsDeniedThatNoPolicyAllows(String overlay) {
        Manifest deny = Overlays.ofKind(overlay, "NetworkPolicy")
                .filter(p -> p.name().equals("itinera-default-deny"))
                .findFirst()
                .orElseThrow();

        assertThat(deny.spec().has("ingress") || deny.spec().has("egress")).isFalse();
        assertThat(deny.spec().path("policyTypes").valueStream().map(JsonNode::asText))
                .containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(Overlays.services(overlay)).allMatch(s -> selects(deny.spec().path("podSelector"), s.podLabels()));
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void aServiceReachesThoseThatItCallsAndNoOther(String overlay) {
        Set<String> allowed = new TreeSet<>();
        for (Service from : Service.values()) {
            for (Service to : Service.values()) {
                if (from != to && leaves(overlay, from, to) && enters(overlay, from, to)) {
                    allowed.add(from.module() + " -> " + to.module());
                }
            }
        }

        assertThat(allowed).isEqualTo(CALLS);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void noDoorIsOpenOnOneSideOnly(String overlay) {
        for (Service from : Service.values()) {
            for (Service to : Service.values()) {
                assertThat(from != to && leaves(overlay, from, to))
                        .as("%s -> %s", from.module(), to.module())
                        .isEqualTo(from != to && enters(overlay, from, to));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void theCallsAreThoseThatTheServicesAreConfiguredFor(String overlay) {
        Set<String> configured = Overlays.services(overlay)
                .flatMap(from -> EnvironmentTest.environment(overlay, from).values().stream()
                        .flatMap(value -> Stream.of(Service.values())
                                .filter(to -> value.equals("http://" + to.module() + ":" + to.port())))
                        .map(to -> from.name() + " -> " + to.module()))
                .collect(Collectors.toSet());

        assertThat(configured).isEqualTo(CALLS);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void onlyWhatThePublicUsesIsReachedThroughTheIngress(String overlay) {
        Map<String, String> ingress = Map.of("itinera.role/ingress", "true");

        assertThat(Stream.of(Service.values())
                        .filter(s -> policies(overlay, s)
                                .flatMap(p -> p.spec().path("ingress").valueStream())
                                .flatMap(rule -> rule.path("from").valueStream())
                                .anyMatch(peer -> Manifest.texts(peer.at("/namespaceSelector/matchLabels"))
                                        .equals(ingress)))
                        .map(Service::module))
                .containsExactlyInAnyOrderElementsOf(PUBLIC);
        assertThat(Overlays.ofKind(overlay, "Ingress")
                        .flatMap(i -> i.yaml().findValues("service").stream())
                        .map(s -> s.path("name").asText()))
                .allMatch(PUBLIC::contains);
    }

    @ParameterizedTest
    @FieldSource("OVERLAYS")
    void onlyProvidersAndEndpointsAreCalledInTheWorldOutside(String overlay) {
        assertThat(Stream.of(Service.values())
                        .filter(s -> outside(overlay, s).findAny().isPresent())
                        .map(Service::module))
                .as("channel-service calls providers, the engine the endpoints of webhook steps")
                .containsExactly("journey-engine-service", "channel-service");
        assertThat(Stream.of(Service.values()).flatMap(s -> outside(overlay, s)))
                .as("never an address of the cluster")
                .allMatch(peer -> peer.at("/ipBlock/except").size() >= 4);
        assertThat(Overlays.ofKind(overlay, "NetworkPolicy")
                        .flatMap(p -> Stream.concat(
                                p.spec().path("egress").valueStream(),
                                p.spec().path("ingress").valueStream())))
                .as("a rule without a peer allows everyone")
                .allMatch(rule -> (rule.has("to") || rule.has("from")) && rule.has("ports"));
    }

    private static Stream<JsonNode> outside(String overlay, Service from) {
        return policies(overlay, from)
                .flatMap(p -> p.spec().path("egress").valueStream())
                .flatMap(rule -> rule.path("to").valueStream())
                .filter(peer -> peer.at("/ipBlock/cidr").asText().equals("0.0.0.0/0"));
    }

    private static boolean leaves(String overlay, Service from, Service to) {
        return policies(overlay, from)
                .flatMap(p -> p.spec().path("egress").valueStream())
                .anyMatch(rule -> rule.path("to").valueStream().anyMatch(peer -> isPod(overlay, peer, to))
                        && rule.path("ports").valueStream().anyMatch(p -> isPort(p, to)));
    }

    private static boolean enters(String overlay, Service from, Service to) {
        return policies(overlay, to)
                .flatMap(p -> p.spec().path("ingress").valueStream())
                .anyMatch(rule -> rule.path("from").valueStream().anyMatch(peer -> isPod(overlay, peer, from))
                        && rule.path("ports").valueStream().anyMatch(p -> isPort(p, to)));
    }

    private static Stream<Manifest> policies(String overlay, Service service) {
        Map<String, String> labels = labels(overlay, service);
        return Overlays.ofKind(overlay, "NetworkPolicy")
                .filter(p -> selects(p.spec().path("podSelector"), labels));
    }

    private static boolean isPod(String overlay, JsonNode peer, Service service) {
        return !peer.has("namespaceSelector")
                && peer.has("podSelector")
                && selects(peer.path("podSelector"), labels(overlay, service));
    }

    private static boolean isPort(JsonNode port, Service service) {
        return port.path("port").asText().equals("http") || port.path("port").asInt() == service.port();
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        assertThat(selector.has("matchExpressions")).isFalse();
        return labels.entrySet()
                .containsAll(Manifest.texts(selector.path("matchLabels")).entrySet());
    }

    private static Map<String, String> labels(String overlay, Service service) {
        return Overlays.services(overlay)
                .filter(w -> w.name().equals(service.module()))
                .findFirst()
                .orElseThrow()
                .podLabels();
    }
}
