package io.itinera.systemtests.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration keys of the Quarkus extensions on the class path, from the model that each extension's jar carries for
 * Quarkus' own documentation.
 *
 * @param keys all keys, of all phases
 */
record QuarkusKeys(List<Key> keys) {

    /** Extensions that others bring along and that every service has. */
    private static final Set<String> BROUGHT_ALONG = Set.of(
            "quarkus-core",
            "quarkus-vertx",
            "quarkus-vertx-http",
            "quarkus-datasource",
            "quarkus-agroal",
            "quarkus-hibernate-orm",
            "quarkus-security");

    private static final QuarkusKeys ON_CLASS_PATH = read();

    /**
     * @param extension artifact id
     * @param name such as {@code quarkus.http.port}; map keys in double quotes
     * @param phase when it is read
     */
    record Key(String extension, String name, String phase) {
        boolean isReadAtStart() {
            return phase.equals("RUN_TIME");
        }

        boolean isPattern() {
            return name.contains("\"");
        }

        boolean matches(String key) {
            if (!isPattern()) {
                return name.equals(key);
            }
            String[] parts = name.split("\"", -1);
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < parts.length; i++) {
                regex.append(i % 2 == 0 ? java.util.regex.Pattern.quote(parts[i]) : "(\"[^\"]+\"|[^.\"]+)");
            }
            return key.matches(regex.toString());
        }
    }

    static QuarkusKeys onClassPath() {
        return ON_CLASS_PATH;
    }

    /** True when the key is one that an environment variable can still change when the service starts. */
    boolean isReadAtStart(String key) {
        return keys.stream().anyMatch(k -> k.isReadAtStart() && k.matches(key));
    }

    /** Names of the keys of these extensions that are read at start, without those that hold a map's key. */
    Set<String> readAtStartBy(Set<String> extensions) {
        return keys.stream()
                .filter(k -> k.isReadAtStart() && !k.isPattern())
                .filter(k -> extensions.contains(k.extension()) || BROUGHT_ALONG.contains(k.extension()))
                .map(Key::name)
                .collect(Collectors.toSet());
    }

    private static QuarkusKeys read() {
        List<Key> keys = new ArrayList<>();
        try {
            for (URL model : Collections.list(QuarkusKeys.class
                    .getClassLoader()
                    .getResources("META-INF/quarkus-config-doc/quarkus-config-model.json"))) {
                try (InputStream in = model.openStream()) {
                    JsonMapper.builder()
                            .build()
                            .readTree(in)
                            .path("configRoots")
                            .forEach(root -> {
                                String extension =
                                        root.at("/extension/artifactId").asText();
                                items(root)
                                        .flatMap(item -> keys(extension, item))
                                        .forEach(keys::add);
                            });
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new QuarkusKeys(List.copyOf(keys));
    }

    private static Stream<JsonNode> items(JsonNode section) {
        return section.path("items").valueStream().flatMap(i -> i.has("items") ? items(i) : Stream.of(i));
    }

    private static Stream<Key> keys(String extension, JsonNode item) {
        String phase = item.path("phase").asText();
        return Stream.concat(
                        Stream.of(item.path("path")),
                        item.path("additionalPaths").valueStream())
                .map(path -> new Key(extension, path.path("property").asText(), phase));
    }
}
