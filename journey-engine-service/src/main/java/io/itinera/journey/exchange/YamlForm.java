package io.itinera.journey.exchange;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The one form of YAML that is written: fields in their order, a text without quotes only where nobody can take it for anything else.
 * What was written is read back as it was, and written again byte for byte.
 */
public final class YamlForm {

    private static final ObjectMapper YAML = new ObjectMapper(factory());

    private YamlForm() {}

    /** Quotes whatever a reader of YAML 1.1 or 1.2 could take for a number, a time, a truth value or a piece of syntax. */
    private static final class Quotes extends StringQuotingChecker {

        private static final long serialVersionUID = 1L;
        private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*");

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return isReservedKeyword(value) || !PLAIN.matcher(value).matches();
        }
    }

    /** Makes readers and writers of that form. */
    public static YAMLFactory factory() {
        return YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                .disable(YAMLGenerator.Feature.SPLIT_LINES)
                .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .stringQuotingChecker(new Quotes())
                .build();
    }

    /** One document. */
    public static String write(JsonNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON has a YAML form", e);
        }
    }

    /** Several documents, each after a line of three dashes. */
    public static String writeAll(List<JsonNode> documents) {
        StringBuilder all = new StringBuilder();
        documents.forEach(document -> all.append("---\n").append(write(document)));
        return all.toString();
    }

    /**
     * The documents of a text, empty ones left out.
     *
     * @throws ProblemException 400 when it is not YAML, or says a field twice; with the place
     */
    public static List<JsonNode> readAll(String text) {
        List<JsonNode> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNextValue()) {
                JsonNode document = all.nextValue();
                if (document != null && !isNothing(document)) {
                    documents.add(document);
                }
            }
            return documents;
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    CommonProblem.MALFORMED_REQUEST,
                    "document %d of the body is not YAML%s".formatted(documents.size() + 1, place(e)));
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory is read", e);
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }

    /** What the reader makes of a document without content. */
    private static boolean isNothing(JsonNode document) {
        return document.isNull()
                || document.isMissingNode()
                || document.isTextual() && document.textValue().isEmpty();
    }
}
