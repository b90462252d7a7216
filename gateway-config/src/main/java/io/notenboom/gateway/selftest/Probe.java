// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.util.List;
import java.util.Locale;

/**
 * A request that no gateway may let through.
 *
 * @param line its line in the list of ways around a decision, 1 to 40
 * @param what what it tries, in a few words
 * @param method method, as sent
 * @param target request target, as sent
 * @param fields header fields, {@code Name: value}, without {@code Host}
 * @param body body, sent with {@code Content-Length} unless the fields frame it themselves; may be empty
 */
public record Probe(int line, String what, String method, String target, List<String> fields, String body) {

    public Probe {
        fields = List.copyOf(fields);
    }

    /** The bytes to send, one for each character (ISO 8859-1). */
    public String bytes(String host) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        fields.forEach(field -> text.append(field).append("\r\n"));
        if (!body.isEmpty() && !framed()) {
            text.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return text.append("Connection: close\r\n\r\n").append(body).toString();
    }

    private boolean framed() {
        return fields.stream()
                .map(field -> field.toLowerCase(Locale.ROOT))
                .anyMatch(field -> field.startsWith("content-length") || field.startsWith("transfer-encoding"));
    }
}
