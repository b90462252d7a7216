// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of an answer.
 *
 * @param status HTTP status; 0 when the connection was closed without an answer
 * @param fields header fields in order, {@code Name: value}
 */
public record RawAnswer(int status, List<String> fields) {

    /** No answer. */
    static final RawAnswer NONE = new RawAnswer(0, List.of());

    private static final int MAX_BYTES = 65_536;

    public RawAnswer {
        fields = List.copyOf(fields);
    }

    /** Reads the head of an answer; interim answers are skipped. */
    static RawAnswer read(InputStream stream) throws IOException {
        while (true) {
            String line = line(stream);
            String[] parts = line.split(" ", 3);
            if (parts.length < 2 || !parts[1].matches("[1-9][0-9]{2}")) {
                return NONE;
            }
            List<String> fields = new ArrayList<>();
            for (String field = line(stream); !field.isEmpty(); field = line(stream)) {
                fields.add(field);
            }
            int status = Integer.parseInt(parts[1]);
            if (status >= 200) {
                return new RawAnswer(status, fields);
            }
        }
    }

    private static String line(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int value = stream.read(); value >= 0 && value != '\n'; value = stream.read()) {
            if (line.size() >= MAX_BYTES) {
                throw new IOException("a line of the answer is too long");
            }
            line.write(value);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Whether it carries a header field with this value. */
    public boolean carries(String name, String value) {
        return fields.stream().anyMatch(field -> field.equalsIgnoreCase(name + ": " + value));
    }
}
