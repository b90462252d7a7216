// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request or an answer as it was on the wire, one character for each byte (ISO 8859-1).
 *
 * @param startLine request line or status line
 * @param fields header fields in order, {@code Name: value}
 * @param body content without transfer coding
 */
public record HttpMessage(String startLine, List<String> fields, String body) {

    public HttpMessage {
        fields = List.copyOf(fields);
    }

    /** Reads a request; empty at the end of the stream. */
    public static Optional<HttpMessage> readRequest(InputStream stream) throws IOException {
        String line = readLine(stream);
        return line.isEmpty() ? Optional.empty() : Optional.of(readRest(stream, line, true, false));
    }

    /**
     * Reads an answer; interim ones are skipped.
     *
     * @param head whether the request was HEAD, so that no body follows
     */
    public static HttpMessage readAnswer(InputStream stream, boolean head) throws IOException {
        while (true) {
            String line = readLine(stream);
            if (line.isEmpty()) {
                throw new EOFException("the connection was closed without an answer");
            }
            boolean interim = line.startsWith("HTTP/1.1 1");
            HttpMessage answer = readRest(stream, line, interim, head);
            if (!interim) {
                return answer;
            }
        }
    }

    private static HttpMessage readRest(InputStream stream, String startLine, boolean request, boolean head)
            throws IOException {
        List<String> fields = new ArrayList<>();
        for (String line = readLine(stream); !line.isEmpty(); line = readLine(stream)) {
            fields.add(line);
        }
        HttpMessage start = new HttpMessage(startLine, fields, "");
        Optional<String> length = start.field("Content-Length");
        String body = "";
        if (head || startLine.contains(" 304 ") || startLine.contains(" 204 ")) {
            body = "";
        } else if (start.field("Transfer-Encoding").isPresent()) {
            body = readChunks(stream);
        } else if (length.isPresent()) {
            body = read(stream, Integer.parseInt(length.get()));
        } else if (!request) {
            body = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        return new HttpMessage(startLine, fields, body);
    }

    private static String readChunks(InputStream stream) throws IOException {
        StringBuilder body = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(readLine(stream).split(";", 2)[0].strip(), 16);
            body.append(read(stream, size));
            String end = readLine(stream);
            if (size == 0) {
                return body.toString();
            }
            if (!end.isEmpty()) {
                throw new IOException("a chunk is not followed by CR LF");
            }
        }
    }

    private static String read(InputStream stream, int length) throws IOException {
        byte[] bytes = stream.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the body broke off");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String readLine(InputStream stream) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int value = stream.read(); value >= 0 && value != '\n'; value = stream.read()) {
            line.write(value);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** Method of a request. */
    public String method() {
        return startLine.split(" ", 3)[0];
    }

    /** Target of a request, raw. */
    public String target() {
        return startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '));
    }

    /** Status of an answer. */
    public int status() {
        return Integer.parseInt(startLine.split(" ", 3)[1]);
    }

    /** All values of a header field, in order. */
    public List<String> values(String name) {
        return fields.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .toList();
    }

    /** The first value of a header field. */
    public Optional<String> field(String name) {
        return values(name).stream().findFirst();
    }
}
