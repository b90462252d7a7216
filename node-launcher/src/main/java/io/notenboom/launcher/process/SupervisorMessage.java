// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that a supervisor process and its owner exchange on standard input and output: one JSON object a line. */
final class SupervisorMessage {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Id of the reply that a supervisor gives unasked when it has started, or cannot; its number: processes it found left. */
    static final long HELLO = 0;

    /** Id of what a supervisor tells unasked: a process ended, or is back. */
    static final long EVENT = -1;

    private SupervisorMessage() {}

    /** What the owner asks for. */
    enum Operation {
        RESERVE,
        CLAIM,
        START,
        STOP,
        KILL,
        PROCESSES,
        KEEP,
        CLOSE
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Request(
            long id,
            Operation operation,
            @Nullable ProcessSpec spec,
            @Nullable String name,
            @Nullable Integer port) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Reply(
            long id,
            @Nullable String error,
            @Nullable Long number,
            @Nullable Map<String, Long> processes,
            @Nullable String event) {}

    static String write(Object message) {
        try {
            return JSON.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a supervisor message cannot be written", impossible);
        }
    }

    static <T> T read(String line, Class<T> type) {
        try {
            return JSON.readValue(line, type);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("not a supervisor message", malformed);
        }
    }
}
