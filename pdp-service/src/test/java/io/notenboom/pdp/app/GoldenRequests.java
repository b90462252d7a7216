// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of {@code src/test/resources/gateways}: comments that say where its content was learned, then requests, each below a line
 * {@code ### name}. A request without content is one that is never sent; a comment says why. {@code {pep}} and {@code {key}} stand
 * for the enforcement point's id and key.
 *
 * @param comments lines before the first request, without the sign
 * @param requests by name: head with LF, an empty line and the body, if there is one
 * @param remarks the comments below each name
 */
record GoldenRequests(List<String> comments, Map<String, String> requests, Map<String, String> remarks) {

    private static final Path FOLDER = Path.of("src/test/resources/gateways");
    private static final String NAME = "### ";

    GoldenRequests {
        comments = List.copyOf(comments);
        requests = new LinkedHashMap<>(requests);
        remarks = Map.copyOf(remarks);
    }

    /** The names of the gateways that have a file. */
    static List<String> gateways() {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".http") && !name.equals("client.http"))
                    .map(name -> name.substring(0, name.length() - ".http".length()))
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Reads the file of a gateway, or {@code client}. */
    static GoldenRequests read(String gateway) {
        try {
            return parse(Files.readAllLines(FOLDER.resolve(gateway + ".http"), StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static GoldenRequests parse(List<String> lines) {
        List<String> comments = new ArrayList<>();
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        Map<String, StringBuilder> remarks = new LinkedHashMap<>();
        String name = "";
        for (String line : lines) {
            if (line.startsWith(NAME)) {
                name = line.substring(NAME.length());
                texts.put(name, new StringBuilder());
                remarks.put(name, new StringBuilder());
            } else if (line.startsWith("# ") && name.isEmpty()) {
                comments.add(line.substring(2));
            } else if (line.startsWith("# ")) {
                remarks.get(name).append(line.substring(2)).append('\n');
            } else if (!name.isEmpty()) {
                texts.get(name).append(line).append('\n');
            }
        }
        Map<String, String> requests = new LinkedHashMap<>();
        texts.forEach((each, text) -> requests.put(each, text.toString().strip()));
        Map<String, String> said = new LinkedHashMap<>();
        remarks.forEach((each, text) -> said.put(each, text.toString().strip()));
        return new GoldenRequests(comments, requests, said);
    }

    /** The value of the comment {@code name: value}. */
    String property(String name) {
        return comments.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no comment '# " + name + ": …'"));
    }

    /** The bytes of a request, one character for each; empty if it is never sent. */
    Optional<String> bytes(String name, String pep, String key) {
        String text = requests.getOrDefault(name, "");
        int end = text.indexOf("\n\n");
        String head = end < 0 ? text : text.substring(0, end);
        String body = end < 0 ? "" : text.substring(end + 2);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        head.replace("\n", "\r\n").replace("{pep}", pep).replace("{key}", key) + "\r\n\r\n" + body);
    }
}
