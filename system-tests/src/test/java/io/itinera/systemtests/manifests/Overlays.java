package io.itinera.systemtests.manifests;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The folders below {@code k8s/overlays} that people apply, each rendered once. */
final class Overlays {

    static final List<String> ALL = List.of(
            "overlays/local", "overlays/production", "overlays/production-operators", "overlays/production-gitops");

    private static final Map<String, List<Manifest>> RENDERED = new ConcurrentHashMap<>();

    private Overlays() {}

    static List<Manifest> of(String overlay) {
        return RENDERED.computeIfAbsent(overlay, Manifest::of);
    }

    static Stream<Manifest> ofKind(String overlay, String kind) {
        return of(overlay).stream().filter(m -> m.kind().equals(kind));
    }

    static Stream<Manifest> services(String overlay) {
        return of(overlay).stream().filter(Manifest::isService);
    }
}
