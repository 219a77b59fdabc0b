package io.itinera.systemtests.manifests;

import io.itinera.systemtests.Repository;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration keys that one service reads when it starts: those of its mappings, read from its compiled classes; those of
 * its extensions, read from Quarkus' own documentation model; and those of its application.properties, which may name keys of
 * Kafka clients and channels that no model lists.
 */
final class ServiceConfiguration {

    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^:}]+)");
    private static final Pattern EXTENSION = Pattern.compile("<artifactId>(quarkus-[a-z0-9-]+)</artifactId>");

    private final Repository.Service service;
    private final Properties properties = new Properties();

    ServiceConfiguration(Repository.Service service) {
        this.service = service;
        try (Reader reader =
                Files.newBufferedReader(service.folder().resolve("src/main/resources/application.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of quarkus.http.port, its default where it comes from the environment. */
    int httpPort() {
        String port = properties.getProperty("quarkus.http.port");
        return Integer.parseInt(port.replaceAll("\\$\\{[^:]+:(\\d+)}", "$1"));
    }

    /** Names of environment variables that the service reads. */
    Set<String> environment() {
        return Stream.of(mapped().stream(), declared().stream(), ofExtensions().stream())
                .flatMap(s -> s)
                .map(ServiceConfiguration::environmentName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rule of MicroProfile Config and SmallRye: what is not a letter or a digit becomes an underscore, then upper case. */
    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Keys of the service's mappings that hold one value; a map's entry is only read when its key is declared. */
    Set<String> mapped() {
        Path sources = service.folder().resolve("src/main/java");
        Path classes = service.folder().resolve("target/classes");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            return Repository.files(sources, ".java").stream()
                    .filter(file -> Repository.read(file).contains("@ConfigMapping("))
                    .map(file -> sources.relativize(file).toString())
                    .map(file ->
                            file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                    .flatMap(name -> keys(loader, name))
                    .filter(key -> !key.contains("*"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> keys(ClassLoader loader, String type) {
        try {
            Class<?> mapping = Class.forName(type, false, loader);
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            return ConfigMappings.getProperties(ConfigClass.configClass(mapping, prefix)).keySet().stream();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(type + " is not compiled: build the services first", e);
        }
    }

    /** Keys in application.properties that Quarkus does not fix at build time, and the names in its expressions. */
    private Set<String> declared() {
        QuarkusKeys quarkus = QuarkusKeys.onClassPath();
        Stream<String> keys = properties.stringPropertyNames().stream()
                .map(key -> key.startsWith("%") ? key.substring(key.indexOf('.') + 1) : key)
                .filter(key -> !key.startsWith("quarkus.") || quarkus.isReadAtStart(key));
        Stream<String> expressions = properties.values().stream()
                .flatMap(value -> EXPRESSION.matcher(value.toString()).results())
                .map(found -> found.group(1));
        return Stream.concat(keys, expressions).collect(Collectors.toSet());
    }

    private Set<String> ofExtensions() {
        Set<String> extensions = Stream.of(
                        service.folder().resolve("pom.xml"), Repository.ROOT.resolve("problems/pom.xml"))
                .flatMap(pom -> EXTENSION.matcher(Repository.read(pom)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        return QuarkusKeys.onClassPath().readAtStartBy(extensions);
    }

    /** The key's value in application.properties, where it has one. */
    Optional<String> value(String key) {
        return Optional.ofNullable(properties.getProperty(key));
    }

    /** Environment variables that the JVM or the base image of the Dockerfile reads. */
    Set<String> runtimeVariables() {
        String dockerfile = Repository.read(service.folder().resolve("src/main/docker/Dockerfile.jvm"));
        Set<String> variables = new TreeSet<>(List.of("JAVA_TOOL_OPTIONS"));
        Pattern.compile("\\b(JAVA_OPTS_APPEND|JAVA_OPTS)\\b")
                .matcher(dockerfile)
                .results()
                .map(MatchResult::group)
                .forEach(variables::add);
        return variables;
    }
}
