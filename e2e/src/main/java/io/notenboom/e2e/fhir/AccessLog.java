// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What reached the server: a line of JSON for each request, written before the request is handled, so that who got an answer
 * finds its line. Members: {@code time}, {@code method}, {@code target} (raw), {@code authenticated}, {@code decisionId} (as
 * the gateway sent it, or null). No header with a secret is written.
 */
public final class AccessLog {

    private final @Nullable Path file;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();

    /**
     * @param file where lines are added; null = nowhere
     */
    public AccessLog(@Nullable Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    synchronized void arrived(String method, String target, boolean authenticated, @Nullable String decisionId) {
        if (file == null) {
            return;
        }
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("method", method);
        line.put("target", target);
        line.put("authenticated", authenticated);
        line.put("decisionId", decisionId);
        try {
            Files.writeString(
                    file, json.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an access log line cannot be written as JSON", impossible);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the access log " + file, failure);
        }
    }
}
