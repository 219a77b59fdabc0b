package io.itinera.journey.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.itinera.journey.exchange.YamlForm;
import io.itinera.problems.CommonProblem;
import io.itinera.problems.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** YAML in and out, RFC 9512: the same documents as in JSON, in the order of their fields. */
@Provider
@Consumes(YamlBody.MEDIA_TYPE)
@Produces(YamlBody.MEDIA_TYPE)
public class YamlBody implements MessageBodyReader<JsonNode>, MessageBodyWriter<Object> {

    /** Media type of YAML. */
    public static final String MEDIA_TYPE = "application/yaml";

    private final ObjectMapper yaml;

    /** YAML of what {@code json} would write. */
    public YamlBody(ObjectMapper json) {
        this.yaml = json.copyWith(YamlForm.factory()).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return JsonNode.class.isAssignableFrom(type);
    }

    @Override
    public JsonNode readFrom(
            Class<JsonNode> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        try {
            return yaml.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr());
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "the body is not YAML" + where);
        }
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, Object> headers,
            OutputStream body)
            throws IOException {
        body.write(value instanceof byte[] text ? text : yaml.writeValueAsBytes(value));
    }
}
