// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.notenboom.gateway.model.address.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads a gateway model from YAML or JSON, strictly: no unknown or repeated field, no text where a number belongs, at most
 * 64 kB, one document.
 */
public final class GatewayModelReader {

    private static final int MAX_BYTES = 65_536;

    private final ObjectMapper mapper = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    /**
     * Reads a file.
     *
     * @throws InvalidGatewayModelException if it cannot be used
     */
    public GatewayModel read(Path file) throws IOException {
        return read(file, GatewayModel.class);
    }

    /**
     * Reads a file with another model.
     *
     * @throws InvalidGatewayModelException if it cannot be used
     */
    public <T> T read(Path file, Class<T> type) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new InvalidGatewayModelException("", "a gateway model has at most " + MAX_BYTES + " bytes");
        }
        return parse(Files.readString(file), type);
    }

    /**
     * Reads a text.
     *
     * @throws InvalidGatewayModelException if it cannot be used
     */
    public GatewayModel parse(String text) {
        return parse(text, GatewayModel.class);
    }

    private <T> T parse(String text, Class<T> type) {
        if (text.length() > MAX_BYTES) {
            throw new InvalidGatewayModelException("", "a gateway model has at most " + MAX_BYTES + " bytes");
        }
        try {
            T model = mapper.readValue(text, type);
            if (model == null) {
                throw new InvalidGatewayModelException("", "the document is empty");
            }
            return model;
        } catch (JsonProcessingException failure) {
            throw new InvalidGatewayModelException(field(failure), problem(failure));
        }
    }

    private static String field(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(GatewayModelReader::step).collect(Collectors.joining("."))
                : "";
    }

    private static String step(Reference reference) {
        return reference.getFieldName() == null ? Integer.toString(reference.getIndex()) : reference.getFieldName();
    }

    private static String problem(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "there is no such field; known are " + unknown.getKnownPropertyIds();
            case ValueInstantiationException invalid
            when invalid.getCause() instanceof IllegalArgumentException cause -> String.valueOf(cause.getMessage());
            case MismatchedInputException mismatch -> "give a value of another kind: " + kind(mismatch);
            default -> "line " + line(failure) + " is not valid YAML, or repeats a field";
        };
    }

    private static String kind(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type == null) {
            return "see the documentation of this field";
        }
        if (type == Integer.class || type == int.class || type == Port.class) {
            return "a whole number";
        }
        return type == String.class || type.getRecordComponents() == null || type.getRecordComponents().length == 1
                ? "a text"
                : "an object with fields, or a text with a URL";
    }

    private static int line(JsonProcessingException failure) {
        return failure.getLocation() == null ? 0 : failure.getLocation().getLineNr();
    }
}
