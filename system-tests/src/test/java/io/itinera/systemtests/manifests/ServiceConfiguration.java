package io.itinera.systemtests.manifests;

import io.itinera.systemtests.Repository;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

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
        return Stream.of(mapped().stream(), declared().stream(), ofExtensions().stream(), ofKafkaClients())
                .flatMap(s -> s)
                .map(ServiceConfiguration::environmentName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The variables among them that only this suite knows. */
    Set<String> ownVariables() {
        return Stream.concat(
                        mapped().stream().map(ServiceConfiguration::environmentName),
                        declared().stream().filter(name -> name.startsWith("ITINERA_")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rule of MicroProfile Config and SmallRye: what is not a letter or a digit becomes an underscore, then upper case. */
    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    /** Keys of the service's mappings that hold one value; a map's entry is only read when its key is declared. */
    private Set<String> mapped() {
        return mappings().keySet();
    }

    /** Keys that have no default and no value in application.properties: the service does not start without them. */
    Set<String> required() {
        return mappings().entrySet().stream()
                .filter(e -> e.getValue().isLeaf()
                        && !e.getValue().hasDefaultValue()
                        && !e.getValue()
                                .getMethod()
                                .getReturnType()
                                .getSimpleName()
                                .startsWith("Optional")
                        && !properties.containsKey(e.getKey()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<String, ConfigMappingInterface.Property> mappings() {
        Path sources = service.folder().resolve("src/main/java");
        Path classes = service.folder().resolve("target/classes");
        Map<String, ConfigMappingInterface.Property> mappings = new TreeMap<>();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            Repository.files(sources, ".java").stream()
                    .filter(file -> Repository.read(file).contains("@ConfigMapping("))
                    .map(file -> sources.relativize(file).toString())
                    .map(file ->
                            file.substring(0, file.length() - ".java".length()).replace('/', '.'))
                    .forEach(name -> mappings.putAll(keys(loader, name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mappings.keySet().removeIf(key -> key.contains("*"));
        return mappings;
    }

    private static Map<String, ConfigMappingInterface.Property> keys(ClassLoader loader, String type) {
        try {
            Class<?> mapping = Class.forName(type, false, loader);
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            return ConfigMappingInterface.getProperties(ConfigMappingInterface.getConfigurationInterface(mapping))
                    .get(mapping)
                    .get("")
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(e -> prefix + "." + e.getKey(), Map.Entry::getValue));
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

    /** Quarkus hands every {@code kafka.…} property to the clients that it makes. */
    private Stream<String> ofKafkaClients() {
        return Stream.of(AdminClientConfig.configNames(), ConsumerConfig.configNames(), ProducerConfig.configNames())
                .flatMap(Set::stream)
                .map(name -> "kafka." + name);
    }

    private Set<String> ofExtensions() {
        Set<String> extensions = Stream.of(
                        service.folder().resolve("pom.xml"), Repository.ROOT.resolve("problems/pom.xml"))
                .flatMap(pom -> EXTENSION.matcher(Repository.read(pom)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        return QuarkusKeys.onClassPath().readAtStartBy(extensions);
    }

    /** Environment variables that the JVM reads, or the start script of Red Hat's OpenJDK images. */
    Set<String> runtimeVariables() {
        Path dockerfile = service.folder().resolve("src/main/docker/Dockerfile.jvm");
        return Files.exists(dockerfile) && Repository.read(dockerfile).contains("/openjdk-25-runtime")
                ? Set.of("JAVA_TOOL_OPTIONS", "JAVA_MAX_MEM_RATIO")
                : Set.of("JAVA_TOOL_OPTIONS");
    }
}
