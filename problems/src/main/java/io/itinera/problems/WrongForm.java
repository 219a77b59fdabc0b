package io.itinera.problems;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is said of JSON that cannot be bound: where it is, and what was expected there. What was sent is not repeated. */
public final class WrongForm {

    private static final ObjectMapper NAMES = new ObjectMapper();

    private static final Map<Class<?>, String> WORDS = Map.of(
            String.class, "a text",
            Boolean.class, "true or false",
            Instant.class, "a time such as 2026-11-22T09:00:00Z",
            LocalDate.class, "a date such as 2026-11-22",
            LocalTime.class, "a time of day such as 09:00",
            Duration.class, "a duration such as PT30M",
            ZoneId.class, "a time zone such as Europe/Berlin",
            UUID.class, "a UUID");

    private WrongForm() {}

    /** JSON pointer to the place, RFC 6901; empty for the whole document. */
    public static String pointer(JsonMappingException e) {
        return e.getPath().stream().map(step -> "/" + name(step)).collect(Collectors.joining());
    }

    /** What is wrong there. */
    public static String message(JsonMappingException e) {
        return switch (e) {
            case UnrecognizedPropertyException _ -> "is not known here";
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null ->
                "has the wrong form, expected " + expected(mismatch.getTargetType());
            case ValueInstantiationException unknown
            when unknown.getType().isEnumType() ->
                "has the wrong form, expected " + expected(unknown.getType().getRawClass());
            default -> "has the wrong form";
        };
    }

    private static String name(JsonMappingException.Reference step) {
        String field = step.getFieldName();
        return field == null
                ? Integer.toString(step.getIndex())
                : field.replace("~", "~0").replace("/", "~1");
    }

    private static String expected(Class<?> raw) {
        JavaType type = NAMES.constructType(raw);
        Class<?> wrapped = MethodType.methodType(raw).wrap().returnType();
        if (WORDS.containsKey(wrapped)) {
            return WORDS.get(wrapped);
        }
        if (Number.class.isAssignableFrom(wrapped)) {
            return "a number";
        }
        if (wrapped.isEnum()) {
            return Arrays.stream(wrapped.getEnumConstants())
                    .map(constant -> NAMES.convertValue(constant, String.class))
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        return type.isCollectionLikeType() || type.isArrayType() ? "a list" : "an object";
    }
}
