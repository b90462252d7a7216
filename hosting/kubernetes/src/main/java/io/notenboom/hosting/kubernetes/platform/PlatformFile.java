// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.platform;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads {@link PlatformConfig} from YAML or JSON; whatever it does not know is an error. */
public final class PlatformFile {

    private static final long MAX_BYTES = 1_000_000;
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private PlatformFile() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it does not say what a platform has to say; the message tells what
     */
    public static PlatformConfig read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IllegalArgumentException(file + " is larger than " + MAX_BYTES + " bytes");
        }
        return parse(Files.readString(file));
    }

    /** The same of a text. */
    public static PlatformConfig parse(String text) {
        try {
            PlatformConfig platform = YAML.readValue(text, PlatformConfig.class);
            if (platform == null) {
                throw new IllegalArgumentException("the platform's file is empty");
            }
            return platform;
        } catch (UnrecognizedPropertyException unknown) {
            throw new IllegalArgumentException(
                    path(unknown) + " is not known; there are: " + unknown.getKnownPropertyIds(), unknown);
        } catch (JsonMappingException invalid) {
            if (invalid.getCause() instanceof JsonParseException unreadable) {
                throw new IllegalArgumentException("no YAML: " + firstLine(unreadable), invalid);
            }
            Throwable cause = invalid.getCause() == null ? invalid : invalid.getCause();
            throw new IllegalArgumentException(path(invalid) + ": " + firstLine(cause), invalid);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException("no YAML: " + firstLine(invalid), invalid);
        }
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        failure.getPath().forEach(reference -> {
            String field = reference.getFieldName();
            path.append(path.isEmpty() || field == null ? "" : ".")
                    .append(field == null ? "[" + reference.getIndex() + "]" : field);
        });
        return path.isEmpty() ? "platform" : path.toString();
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("cannot be read");
    }
}
