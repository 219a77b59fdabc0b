package io.itinera.systemtests.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.itinera.contracts.DeadLetter;
import io.itinera.contracts.Topics;
import io.itinera.contracts.Topics.TopicSpec;
import io.itinera.systemtests.Repository;
import io.itinera.systemtests.Repository.Service;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/asyncapi.yaml names the topics that there are, with their keeping and their messages. */
class AsyncApiTest {

    private static final JsonNode API = Documents.read(Documents.docs("asyncapi.yaml"));

    @Test
    void isAsyncApi3() {
        assertThat(API.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(API.propertyStream().map(Map.Entry::getKey))
                .containsOnly(
                        "asyncapi", "info", "defaultContentType", "servers", "channels", "operations", "components");
    }

    @Test
    void itsChannelsAreTheTopics() {
        Stream<String> plain = API.path("channels")
                .valueStream()
                .map(c -> c.path("address").asText())
                .filter(address -> !address.contains("{"));
        Stream<String> dead =
                API.at("/channels/dead/parameters/topic/enum").valueStream().map(topic -> Topics.dead(topic.asText()));

        assertThat(Stream.concat(plain, dead))
                .containsExactlyInAnyOrderElementsOf(
                        Topics.ALL.stream().map(TopicSpec::name).toList());
        assertThat(API.at("/channels/dead/address").asText()).isEqualTo(Topics.dead("{topic}"));
    }

    @Test
    void saysHowLongEachTopicKeepsItsRecords() {
        for (TopicSpec topic : Topics.ALL) {
            String channel = topic.name().endsWith(".dead") ? "dead" : topic.name();
            JsonNode settings = API.path("channels").path(channel).at("/bindings/kafka/topicConfiguration");
            assertThat(settings.at("/cleanup.policy/0").asText())
                    .as(topic.name())
                    .isEqualTo(topic.compacted() ? "compact" : "delete");
            assertThat(settings.has("retention.ms")).as(topic.name()).isEqualTo(!topic.compacted());
            if (!topic.compacted()) {
                assertThat(settings.path("retention.ms").asLong())
                        .as(topic.name())
                        .isEqualTo(topic.retention().toMillis());
            }
        }
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (JsonNode reference : API.findValues("$ref")) {
            String target = reference.asText();
            if (target.startsWith("#/")) {
                assertThat(API.at(target.substring(1)).isMissingNode())
                        .as(target)
                        .isFalse();
            } else {
                assertThat(Files.exists(Documents.docs(target))).as(target).isTrue();
            }
        }
    }

    @Test
    void everySchemaOfAMessageIsUsedByAChannel() {
        List<String> messages = API.path("channels")
                .valueStream()
                .flatMap(c -> c.path("messages").valueStream())
                .map(m -> m.path("$ref").asText().replace("#/components/messages/", ""))
                .toList();

        assertThat(messages)
                .containsExactlyInAnyOrderElementsOf(API.at("/components/messages")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(API.at("/components/messages").findValuesAsText("$ref").stream()
                        .map(f -> f.replace("schemas/", "").replace(".json", "")))
                .containsExactlyInAnyOrderElementsOf(MessageSchemaTest.NAMES.stream()
                        .filter(name -> !name.equals("journey-ref"))
                        .toList());
    }

    @Test
    void theHeadersOfADeadLetterAreThoseOfTheCode() {
        assertThat(API.at("/components/messages/deadLetter/headers/properties")
                        .propertyStream()
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        DeadLetter.REASON,
                        DeadLetter.ERROR,
                        DeadLetter.SERVICE,
                        DeadLetter.TOPIC,
                        DeadLetter.PARTITION,
                        DeadLetter.OFFSET,
                        DeadLetter.AT);
    }

    @Test
    void everyChannelWithMessagesHasAWriterAndEveryOperationIsOfAService() {
        Map<String, List<String>> byService = API.path("operations")
                .propertyStream()
                .collect(Collectors.groupingBy(
                        e -> e.getKey().replaceFirst("-(reads|writes)-.*", ""),
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));

        assertThat(byService.keySet())
                .isSubsetOf(Stream.of(Service.values()).map(Service::module).toList());
        assertThat(API.path("channels")
                        .propertyStream()
                        .filter(c -> !c.getKey().equals("dead")
                                && !c.getValue().path("messages").isEmpty())
                        .map(Map.Entry::getKey))
                .allMatch(topic -> API.path("operations").propertyStream().anyMatch(o -> o.getKey()
                        .endsWith("-writes-" + topic)));
    }

    /** A service that reads or writes a topic names it, by its constant or in its configuration. */
    @Test
    void everyOperationIsOneThatTheServiceNames() {
        API.path("operations").properties().forEach(operation -> {
            Service service = Service.named(operation.getKey().replaceFirst("-(reads|writes)-.*", ""));
            String topic = operation.getValue().at("/channel/$ref").asText().replace("#/channels/", "");
            String constant = "Topics." + topic.toUpperCase(Locale.ROOT).replace('-', '_');
            String configuration =
                    Repository.read(service.folder().resolve("src/main/resources/application.properties"));
            assertThat(configuration.lines().anyMatch(line -> line.matches("mp\\.messaging\\.\\S+\\.topic=" + topic))
                            || Repository.files(service.folder().resolve("src/main/java"), ".java").stream()
                                    .anyMatch(file -> Repository.read(file).matches("(?s).*\\b" + constant + "\\b.*")))
                    .as("%s", operation.getKey())
                    .isTrue();
        });
    }
}
